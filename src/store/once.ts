import type { Clock } from "../clock.ts";
import type { DispatchStore } from "../dispatch/store-port.ts";
import { epochSeconds } from "./expiry.ts";
import { onceKey } from "./keys.ts";
import { TTL_ATTRIBUTE } from "./table.ts";
import type { TableClient } from "./table-client.ts";

/** Nobody was first, or whoever was is forgotten: expiry deletes late, so the time decides. */
const NOBODY_FIRST = `attribute_not_exists(task_id) OR ${TTL_ATTRIBUTE} < :now`;

/** The part of the store that says who of many does what one alone must do. */
export function createOnce({
  table,
  clock,
}: {
  readonly table: TableClient;
  readonly clock: Clock;
}): Pick<DispatchStore, "claimOnce" | "hold"> {
  const epochNow = () => epochSeconds(clock.now());

  return {
    claimOnce: (key, ttlSeconds) =>
      table.put(
        { ...onceKey(key), [TTL_ATTRIBUTE]: epochNow() + ttlSeconds },
        { clauses: [`(${NOBODY_FIRST})`], values: { ":now": epochNow() } },
      ),

    async hold(key, holder, ttlSeconds, insteadOf) {
      // Of several who find that somebody does not count any more, one comes in their place.
      const orInstead = insteadOf === undefined ? "" : " OR held_by = :before";
      const isHeld = await table.put(
        { ...onceKey(key), held_by: holder, [TTL_ATTRIBUTE]: epochNow() + ttlSeconds },
        {
          clauses: [`(${NOBODY_FIRST}${orInstead})`],
          values: { ":now": epochNow(), ...(orInstead !== "" && { ":before": insteadOf }) },
        },
      );
      if (isHeld) return holder;
      const by = (await table.get(onceKey(key)))?.["held_by"];
      return typeof by === "string" ? by : undefined;
    },
  };
}
