import type { Clock } from "../clock.ts";
import { deliveryStatus } from "../dispatch/dispatch.ts";
import type { MailEvents, RecordedMailEvent } from "../dispatch/feedback-ports.ts";
import type { Attributes } from "./expressions.ts";
import { deliveryKey, type Key, partsPartition } from "./keys.ts";
import { HASH_KEY_VERSION } from "./recipient-hash.ts";
import type { TableClient } from "./table-client.ts";

/** The events of the mail service in their dispatch's partition, and what they make of its deliveries. */
export function createMailEvents({
  table,
  clock,
}: {
  readonly table: TableClient;
  readonly clock: Clock;
}): MailEvents {
  return {
    add: (event) =>
      table.put(
        { ...eventKey(event), ...toEventItem(event), received_at: clock.now().toISOString() },
        // It is told again when our answer was lost: what is on record stays as it was.
        { clauses: ["attribute_not_exists(task_id)"] },
      ),

    async settle(delivery, { state, rank }, { messageId, at, reason }) {
      const isGood = state === "accepted" || state === "delivered";
      const settled = await table.update(deliveryKey(delivery), {
        set: {
          state,
          delivery_status: deliveryStatus(state),
          event_rank: rank,
          event_at: at,
          // The id of the call that was answered stays; an event knows it where the answer was lost.
          ses_message_id: delivery.messageId ?? messageId,
          reason: isGood ? undefined : reason,
        },
        // A claim is over: the mail was taken, and nobody may send it again.
        remove: ["lease_until", ...(isGood || reason === undefined ? ["reason"] : [])],
        condition: {
          clauses: [
            // The update would make a delivery out of nothing.
            "attribute_exists(task_id)",
            // Of several events the weightiest decides, whichever comes last. What our own call made of it has no
            // rank: the mail service knows better.
            "(attribute_not_exists(#event_rank) OR #event_rank < :rank)",
          ],
          values: { ":rank": rank },
        },
      });
      return settled !== undefined;
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
    recipient_hash_version: HASH_KEY_VERSION,
    reason: event.reason,
  };
}
