import type { Clock } from "../clock.ts";
import { deliveryStatus } from "../dispatch/delivery.ts";
import type { MailEvents, RecordedMailEvent } from "../dispatch/feedback-ports.ts";
import { isTrouble, type MailEvent, type Standing } from "../dispatch/mail-event.ts";
import { appendEvent, type Step } from "./append-event.ts";
import { deliverySubject } from "./delivery-trails.ts";
import { expiryOf, isExpired } from "./expiry.ts";
import type { Attributes } from "./expressions.ts";
import { deliveryKey, dispatchIdIn, type Key, partsPartition } from "./keys.ts";
import { DUE_INDEX, TTL_ATTRIBUTE } from "./table.ts";
import type { TableClient } from "./table-client.ts";

/** Queue of the due index that holds events of mails that did not arrive, or were not wanted, by when they came in. */
const TROUBLE_QUEUE = "trouble";

/** The events of the mail service in their dispatch's partition, and what they make of its deliveries. */
export function createMailEvents({
  table,
  clock,
}: {
  readonly table: TableClient;
  readonly clock: Clock;
}): MailEvents {
  return {
    add: (event, dispatch) =>
      table.put(
        {
          ...eventKey(event),
          ...toEventItem(event),
          received_at: clock.now().toISOString(),
          ...(isTrouble(event.kind) && {
            due_queue: TROUBLE_QUEUE,
            due_at: clock.now().toISOString(),
          }),
          // As long as the rest of the record it belongs to.
          [TTL_ATTRIBUTE]: expiryOf(dispatch).record,
        },
        // It is told again when our answer was lost: what is on record stays as it was.
        { clauses: ["attribute_not_exists(task_id)"] },
      ),

    async troubled(from, to) {
      const last = new Date(to.getTime() - 1).toISOString();
      const items = await table.queryDue(DUE_INDEX, TROUBLE_QUEUE, last, from.toISOString());
      const ids = items.map((item) => dispatchIdIn(String(item["dashboard_id"])));
      return [...new Set(ids)];
    },

    async settle(delivery, standing, event) {
      const key = deliveryKey(delivery);
      const settled = await appendEvent(table, key, deliverySubject(key), (item) =>
        isExpired(item, clock.now()) ? undefined : toSettled(item, standing, event, clock),
      );
      return settled !== undefined;
    },
  };
}

function toSettled(
  { ses_message_id: known }: Attributes,
  { state, rank }: Standing,
  { messageId, at, reason }: Pick<MailEvent, "messageId" | "at" | "reason">,
  clock: Clock,
): Step {
  const isGood = state === "accepted" || state === "delivered";
  // The id of the call that was answered stays; an event knows it where the answer was lost.
  const answered = typeof known === "string" ? known : messageId;
  const why = isGood ? undefined : reason;
  return {
    event: {
      event: state,
      at: clock.now().toISOString(),
      // When the mail service saw it.
      event_at: at,
      message_id: answered,
      reason: why,
    },
    set: {
      state,
      delivery_status: deliveryStatus(state),
      event_rank: rank,
      event_at: at,
      settled_at: clock.now().toISOString(),
      ses_message_id: answered,
      reason: why,
    },
    // A claim is over: the mail was taken, and nobody may send it again.
    remove: ["lease_until", ...(why === undefined ? ["reason"] : [])],
    condition: {
      clauses: [
        // Of several events the weightiest decides, whichever comes last. What our own call made of it has no
        // rank: the mail service knows better.
        "(attribute_not_exists(#event_rank) OR #event_rank < :rank)",
      ],
      values: { ":rank": rank },
    },
  };
}

function eventKey({ dispatchId, id }: RecordedMailEvent): Key {
  return { dashboard_id: partsPartition(dispatchId), task_id: `ses-event#${id}` };
}

function toEventItem(event: RecordedMailEvent): Attributes {
  return {
    event: event.kind,
    at: event.at,
    ses_message_id: event.messageId,
    kind: event.delivery?.kind,
    recipient_hash: event.delivery?.recipientHash,
    event_recipient_hashes: [...event.recipientHashes],
    recipient_hash_version: event.hashKeyId,
    reason: event.reason,
  };
}
