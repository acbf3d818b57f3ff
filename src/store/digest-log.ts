import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { DigestClaim, DigestLog, PostedDigest } from "../digest/ports.ts";
import { fromContentItem, toContentItem } from "./digest-item.ts";
import { epochSeconds, isExpired } from "./expiry.ts";
import type { Attributes } from "./expressions.ts";
import { DIGESTS, digestKey } from "./keys.ts";
import { TTL_ATTRIBUTE } from "./table.ts";
import type { TableClient } from "./table-client.ts";

/** Until nothing that it speaks of can still wait: an approval takes 30 days at most. */
const KEPT_SECONDS = 31 * 86_400;

const digestItem = z.object({
  task_id: z.string(),
  fence: z.number(),
  posted: z.object({ channel: z.string(), ts: z.string() }).exactOptional(),
  mail_id: z.string().exactOptional(),
  content: z.string().exactOptional(),
  looked_at: z.string().exactOptional(),
});

/**
 * One item for each day. While its lease runs a process has it to itself:
 *
 *     claim (fence 1) ── post ── note ── ✗ dies        lease runs out
 *                                         claim (fence 2) ── mail ── note ── finish
 */
export function createDigestLog({
  table,
  clock,
}: {
  readonly table: TableClient;
  readonly clock: Clock;
}): DigestLog {
  const epochNow = () => epochSeconds(clock.now());

  /** Only the latest claim writes, and nobody once it is done. */
  const asHolder = ({ fence }: DigestClaim) => ({
    clauses: ["#fence = :fence", "attribute_not_exists(#done_at)"],
    values: { ":fence": fence },
  });

  /** The latest first. */
  const readAll = async () => {
    const items = await table.query(DIGESTS, { newestFirst: true });
    return items.filter((item) => !isExpired(item, clock.now()));
  };

  return {
    async claim(day, leaseSeconds) {
      const key = digestKey(day);
      // Most often it is done, and a read is cheaper than a write that fails.
      if ((await table.get(key))?.["done_at"] !== undefined) return "done";
      const item = await table.update(key, {
        set: {
          lease_until: epochNow() + leaseSeconds,
          [TTL_ATTRIBUTE]: epochNow() + KEPT_SECONDS,
        },
        add: { fence: 1 },
        condition: {
          clauses: [
            // Nobody has finished it between the read and this write.
            "attribute_not_exists(#done_at)",
            // Nobody is at it: of several processes one wins.
            "(attribute_not_exists(#lease_until) OR #lease_until <= :now)",
          ],
          values: { ":now": epochNow() },
        },
      });
      if (item === undefined) return "held";
      const { fence, posted, mail_id: mailId } = digestItem.parse(item);
      return { day, fence, ...(posted && { posted }), ...(mailId && { mailId }) };
    },

    async note(claim, { posted, mailId, content, lookedAt }) {
      const set = {
        posted,
        mail_id: mailId,
        content: content && toContentItem(content),
        looked_at: lookedAt?.toISOString(),
      };
      const condition = asHolder(claim);
      return (await table.update(digestKey(claim.day), { set, condition })) !== undefined;
    },

    async finish(claim) {
      const set = { done_at: clock.now().toISOString() };
      const condition = asHolder(claim);
      return (await table.update(digestKey(claim.day), { set, condition })) !== undefined;
    },

    async release(claim) {
      const set = { lease_until: epochNow() };
      await table.update(digestKey(claim.day), { set, condition: asHolder(claim) });
    },

    async open() {
      return (await readAll()).flatMap(toPosted);
    },

    async lastPosted(before) {
      const items = (await readAll()).map((item) => digestItem.parse(item));
      // Noted together with where it was posted.
      const last = items.find((it) => it.looked_at !== undefined && it.task_id < before);
      if (last?.looked_at === undefined) return undefined;
      return { day: last.task_id, lookedAt: new Date(last.looked_at) };
    },

    async close(day) {
      const condition = { clauses: ["attribute_exists(#content)"] };
      await table.update(digestKey(day), { set: {}, remove: ["content"], condition });
    },
  };
}

function toPosted(item: Attributes): readonly PostedDigest[] {
  const { task_id: day, posted: message, content } = digestItem.parse(item);
  if (message === undefined || content === undefined) return [];
  return [{ day, message, ...fromContentItem(content) }];
}
