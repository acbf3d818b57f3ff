import type { Clock } from "../clock.ts";
import type { DispatchStore } from "../dispatch/store-port.ts";
import { appendEvent, type Step } from "./append-event.ts";
import { isExpired } from "./expiry.ts";
import type { Attributes } from "./expressions.ts";
import { fromHeadItem } from "./head-item.ts";
import { keyOfHead } from "./kept-head.ts";
import { partsPartition } from "./keys.ts";
import type { TableClient } from "./table-client.ts";

/** The states of a dispatch that is on its way out. */
const OPEN = { ":approved": "approved", ":sending": "sending" } as const;

/**
 * The part of the store that says which approved dispatches wait, and why.
 *
 *     approved | sending ── park ──► parked ── park (another reason) ──► parked ── resume ──► as it was
 */
export function createParkings({
  table,
  clock,
}: {
  readonly table: TableClient;
  readonly clock: Clock;
}): Pick<DispatchStore, "park" | "resume"> {
  const isoNow = () => clock.now().toISOString();
  const isKept = (item: Attributes) => !isExpired(item, clock.now());

  return {
    async park(id, parking) {
      const open = { clauses: ["#state IN (:approved, :sending)"], values: OPEN };
      const toParked = (item: Attributes): Step | undefined =>
        item["parked"] === undefined && isKept(item)
          ? {
              event: { event: "parked", at: isoNow(), reason: parking.reason },
              set: { parked: parking },
              condition: {
                // Still to be sent; and it was not waiting, so that the record says once that it began to.
                clauses: [...open.clauses, "attribute_not_exists(#parked)"],
                values: open.values,
              },
            }
          : undefined;
      const begun = await appendEvent(table, keyOfHead(id), partsPartition(id), toParked);
      if (begun !== undefined) return "begun";
      // It waits already: only why, or until when, may be new.
      const renewed = await table.update(keyOfHead(id), {
        set: { parked: parking },
        condition: {
          // It has not ended; nor does it go on since: no wait begins that the trail does not tell of.
          clauses: [...open.clauses, "attribute_exists(#parked)"],
          values: open.values,
        },
      });
      return renewed === undefined ? "over" : "already";
    },

    async resume(id) {
      const toResumed = (item: Attributes): Step | undefined =>
        item["parked"] !== undefined && isKept(item)
          ? {
              event: { event: "resumed", at: isoNow() },
              set: {},
              remove: ["parked"],
              // It was waiting: of several processes one says that it goes on.
              condition: { clauses: ["attribute_exists(#parked)"] },
            }
          : undefined;
      const item = await appendEvent(table, keyOfHead(id), partsPartition(id), toResumed);
      return item === undefined ? undefined : fromHeadItem(item);
    },
  };
}
