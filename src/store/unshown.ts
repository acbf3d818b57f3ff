import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Unshown } from "../dispatch/unshown.ts";
import { epochSeconds, isExpired } from "./expiry.ts";
import type { Attributes } from "./expressions.ts";
import { UNSHOWN, unshownKey } from "./keys.ts";
import { TTL_ATTRIBUTE } from "./table.ts";
import type { TableClient } from "./table-client.ts";

/** What could not be shown for so long is not tried any more. */
const KEPT_SECONDS = 86_400;

const markItem = z.object({ task_id: z.string(), mark: z.string(), marked_at: z.string() });

/** One item for each message that is behind its record. */
export function createUnshown({
  table,
  clock,
}: {
  readonly table: TableClient;
  readonly clock: Clock;
}): Unshown {
  const isKept = (item: Attributes) => !isExpired(item, clock.now());
  return {
    async mark(message) {
      await table.put({
        ...unshownKey(message),
        ...{ mark: randomUUID(), marked_at: clock.now().toISOString() },
        [TTL_ATTRIBUTE]: epochSeconds(clock.now()) + KEPT_SECONDS,
      });
    },

    async find(message) {
      const item = await table.get(unshownKey(message));
      return item === undefined || !isKept(item) ? undefined : markItem.parse(item).mark;
    },

    async clear(message, mark) {
      await table.update(unshownKey(message), {
        // Over from now on. A moment far in the past would keep it for good: DynamoDB deletes nothing that expired more
        // than five years ago (developer guide, "Using time to live").
        set: { [TTL_ATTRIBUTE]: epochSeconds(clock.now()) },
        // Marked again since it was rewritten: there is something newer to be shown.
        condition: { clauses: ["#mark = :mark"], values: { ":mark": mark } },
      });
    },

    async markedBefore(at) {
      const items = (await table.query(UNSHOWN)).filter(isKept).map((it) => markItem.parse(it));
      return items
        .filter((it) => it.marked_at < at.toISOString())
        .map(({ task_id: message }) => message);
    },
  };
}
