import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { MissedMessages } from "../dispatch/missed.ts";
import { epochSeconds, isExpired } from "./expiry.ts";
import { missedKey, missedPartition } from "./keys.ts";
import { TTL_ATTRIBUTE } from "./table.ts";
import type { TableClient } from "./table-client.ts";

/** Older words help nobody any more. */
const KEEP_SECONDS = 7 * 24 * 3600;

const item = z.object({ at: z.string(), text: z.string() });

/** One partition for each person, one item for each message, gone after a week. */
export function createMissedMessages({
  table,
  clock,
}: {
  readonly table: TableClient;
  readonly clock: Clock;
}): MissedMessages {
  return {
    async keep(userId, id, { at, text }) {
      const expires = epochSeconds(clock.now()) + KEEP_SECONDS;
      await table.put({ ...missedKey(userId, id), at, text, [TTL_ATTRIBUTE]: expires });
    },
    async latest(userId, limit) {
      const found = await table.query(missedPartition(userId), { newestFirst: true, limit });
      return found.filter((it) => !isExpired(it, clock.now())).map((it) => item.parse(it));
    },
  };
}
