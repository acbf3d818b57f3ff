import type { Clock } from "../clock.ts";
import { deliveryStatus } from "../dispatch/dispatch.ts";
import type { DispatchStore } from "../dispatch/ports.ts";
import { fromDeliveryItem } from "./items.ts";
import { deliveryKey, partsPartition } from "./keys.ts";
import type { TableClient } from "./table-client.ts";

/** The part of the store that says who may call the mail service for which delivery. */
export type DeliveryClaims = Pick<
  DispatchStore,
  "getDeliveries" | "claimDelivery" | "settleDelivery" | "expireClaim"
>;

/**
 * Claims on deliveries, as conditional writes on one item each.
 *
 *     pending ── claim ──► claimed ── settle ──► accepted | failed | uncertain | pending (to be tried again)
 *                             │                                         ▲
 *                             └──── lease runs out, nobody settled ─────┘ uncertain
 */
export function createDeliveryClaims({
  table,
  clock,
}: {
  readonly table: TableClient;
  readonly clock: Clock;
}): DeliveryClaims {
  const isoNow = () => clock.now().toISOString();
  const epochNow = () => Math.floor(clock.now().getTime() / 1000);

  return {
    async getDeliveries(id) {
      const [recipients, audit] = await Promise.all(
        ["delivery#", "audit#"].map((prefix) => table.query(partsPartition(id), { prefix })),
      );
      return [...(recipients ?? []), ...(audit ?? [])].map(fromDeliveryItem);
    },

    async claimDelivery(delivery, leaseSeconds) {
      const fence = delivery.fence + 1;
      const claimed = await table.update(deliveryKey(delivery), {
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
      if (claimed === undefined) return undefined;
      const { dispatchId, kind, recipientHash } = delivery;
      return { dispatchId, kind, recipientHash, fence };
    },

    async settleDelivery(claim, outcome) {
      await table.update(deliveryKey(claim), {
        set: {
          state: outcome.state,
          delivery_status: deliveryStatus(outcome.state),
          settled_at: isoNow(),
          ...(outcome.state === "accepted"
            ? { ses_message_id: outcome.messageId }
            : { reason: outcome.reason }),
        },
        // Whoever could not send at all has not tried: such calls are counted apart.
        ...(outcome.state === "pending" && outcome.parked === true && { add: { parked_calls: 1 } }),
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
    },

    async expireClaim(delivery, reason) {
      const expired = await table.update(deliveryKey(delivery), {
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
      });
      return expired !== undefined;
    },
  };
}
