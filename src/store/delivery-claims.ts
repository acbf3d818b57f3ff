import type { Clock } from "../clock.ts";
import { deliveryStatus } from "../dispatch/delivery.ts";
import type { Claim, DispatchStore } from "../dispatch/store-port.ts";
import { appendEvent, type Step } from "./append-event.ts";
import { fromDeliveryItem } from "./delivery-item.ts";
import { deliverySubject, readAuditItems, readDeliveryItems } from "./delivery-trails.ts";
import { epochSeconds, isExpired } from "./expiry.ts";
import type { Attributes } from "./expressions.ts";
import { deliveryKey } from "./keys.ts";
import type { TableClient } from "./table-client.ts";

/** The part of the store that says who may call the mail service for which delivery. */
export type DeliveryClaims = Pick<
  DispatchStore,
  | "getDeliveries"
  | "getAuditCopy"
  | "claimDelivery"
  | "settleDelivery"
  | "expireClaim"
  | "reopenDelivery"
>;

/**
 * Claims on deliveries, as conditional writes on one item each.
 *
 *     pending ── claim ──► claimed ── settle ──► accepted | failed | uncertain | pending (to be tried again)
 *                             │                                         ▲
 *                             └──── lease runs out, nobody settled ─────┘ uncertain
 *
 *     failed | uncertain ── reopen ──► pending (a fresh set of attempts), or accepted (somebody says so)
 */
export function createDeliveryClaims({
  table,
  clock,
}: {
  readonly table: TableClient;
  readonly clock: Clock;
}): DeliveryClaims {
  const isoNow = () => clock.now().toISOString();
  const epochNow = () => epochSeconds(clock.now());
  const change = (
    of: Parameters<typeof deliveryKey>[0],
    plan: (item: Attributes) => Step | undefined,
    seen?: Attributes,
  ) => {
    const key = deliveryKey(of);
    return appendEvent(table, key, deliverySubject(key), plan, seen);
  };
  /** What a claim has left: its outcome need not read it again. */
  const leftBy = new WeakMap<Claim, Attributes>();

  return {
    async getDeliveries(id) {
      const items = await readDeliveryItems(table, id);
      return items.filter((item) => !isExpired(item, clock.now())).map(fromDeliveryItem);
    },

    async getAuditCopy(id) {
      const [item] = await readAuditItems(table, id);
      return item === undefined || isExpired(item, clock.now())
        ? undefined
        : fromDeliveryItem(item);
    },

    async claimDelivery(delivery, leaseSeconds) {
      const fence = delivery.fence + 1;
      // The step is made anew for each attempt: a lease runs from its own write.
      const toClaimed = (): Step => ({
        event: { event: "claimed", at: isoNow(), fence },
        set: {
          state: "claimed",
          fence,
          retry_count: fence - 1 - (delivery.parkedCalls ?? 0),
          lease_until: epochNow() + leaseSeconds,
          claimed_at: isoNow(),
        },
        condition: {
          clauses: [
            // Only what is still to be sent may be sent.
            "#state = :pending",
            // Nobody has claimed and released it since it was read; their attempt would be lost from the count.
            "#fence = :seen",
          ],
          values: { ":pending": "pending", ":seen": delivery.fence },
        },
      });
      const claimed = await change(delivery, ({ state }) =>
        // Saves writing in vain; it is the condition that decides.
        state === "pending" ? toClaimed() : undefined,
      );
      if (claimed === undefined) return undefined;
      const { dispatchId, kind, recipientHash } = delivery;
      const claim = { dispatchId, kind, recipientHash, fence };
      leftBy.set(claim, claimed);
      return claim;
    },

    async settleDelivery(claim, outcome) {
      const { state, ...details } = outcome;
      const { messageId, reason } = { messageId: undefined, reason: undefined, ...details };
      // Whoever could not send at all has not tried: such calls are counted apart.
      const isParked = outcome.state === "pending" && outcome.parked === true;
      const said = { message_id: messageId, reason, parked: isParked ? true : undefined };
      const forGood = outcome.state === "failed" && outcome.refusedForGood === true;
      const toOutcome = (): Step => ({
        event: { event: state, at: isoNow(), fence: claim.fence, ...said },
        set: {
          state: outcome.state,
          delivery_status: deliveryStatus(outcome.state),
          settled_at: isoNow(),
          ...(outcome.state === "accepted"
            ? { ses_message_id: outcome.messageId }
            : { reason: outcome.reason }),
          ...(forGood && { refused_for_good: true }),
        },
        ...(isParked && { add: { parked_calls: 1 } }),
        remove: ["lease_until", ...(outcome.state === "accepted" ? ["reason"] : [])],
        condition: {
          clauses: [
            // The claim that made the call is still the last one.
            "#fence = :fence",
            // A claim that was given up meanwhile may still learn what became of it, but only once, and it is
            // not opened again: its dispatch may have ended.
            outcome.state === "pending"
              ? "#state = :claimed"
              : "(#state = :claimed OR #state = :uncertain)",
          ],
          values: {
            ":fence": claim.fence,
            ":claimed": "claimed",
            ...(outcome.state !== "pending" && { ":uncertain": "uncertain" }),
          },
        },
      });
      return (await change(claim, toOutcome, leftBy.get(claim))) !== undefined;
    },

    async expireClaim(delivery, reason) {
      const expired = await change(delivery, () => ({
        event: { event: "uncertain", at: isoNow(), fence: delivery.fence, reason },
        set: { state: "uncertain", settled_at: isoNow(), reason },
        remove: ["lease_until"],
        condition: {
          clauses: [
            // The holder has had its time. A holder that still lives settles before this, or loses nothing.
            "#lease_until < :now",
            // Still the claim that was read.
            "#state = :claimed",
            "#fence = :fence",
          ],
          values: { ":now": epochNow(), ":claimed": "claimed", ":fence": delivery.fence },
        },
      }));
      return expired !== undefined;
    },

    async reopenDelivery(delivery, to, { number, by }) {
      const { state, fence, parkedCalls = 0 } = delivery;
      const fresh = to === "pending";
      const reopened = await change(delivery, () => ({
        event: { event: to, at: isoNow(), by, reopening: number },
        set: {
          state: to,
          delivery_status: deliveryStatus(to),
          settled_at: isoNow(),
          reopening: number,
          ...(fresh ? { calls_before: fence - parkedCalls } : { marked_by: by }),
        },
        // Events of the mail that did not go out say nothing about the one that will.
        remove: ["reason", "refused_for_good", ...(fresh ? ["event_rank", "event_at"] : [])],
        condition: {
          clauses: [
            // Nothing was heard of it since somebody decided: what the mail service tells comes first.
            "#state = :seen",
            // No call was made since.
            "#fence = :fence",
            // One decision changes it once, whoever carries it out, and however often.
            "(attribute_not_exists(#reopening) OR #reopening < :number)",
          ],
          values: { ":seen": state, ":fence": fence, ":number": number },
        },
      }));
      return reopened !== undefined;
    },
  };
}
