import { z } from "zod";
import type { Clock } from "../clock.ts";
import {
  SUPPRESSION_REASONS,
  type Suppression,
  type Suppressions,
} from "../dispatch/feedback-ports.ts";
import { mapInChunks } from "../dispatch/map-in-chunks.ts";
import { SUPPRESSIONS, suppressionKey } from "./keys.ts";
import { READS_AT_ONCE, type TableClient } from "./table-client.ts";

export interface SuppressionsOptions {
  readonly table: TableClient;
  readonly clock: Clock;
}

const item = z.object({
  task_id: z.string(),
  state: z.enum(["active", "lifted"]),
  reason: z.enum(SUPPRESSION_REASONS),
  since: z.string(),
  dispatch_id: z.string(),
  lifted_at: z.string().exactOptional(),
  /** The hash under a later key that it goes on under. */
  carried_to: z.string().exactOptional(),
});

/** Addresses that bounced for good or complained, one item each. Lifting one leaves the item and its trail. */
export function createSuppressions({ table, clock }: SuppressionsOptions): Suppressions {
  return {
    find: (addresses) =>
      mapInChunks(addresses, READS_AT_ONCE, async ({ recipientHash, formerHash }) => {
        const now = await table.get(suppressionKey(recipientHash));
        const before =
          formerHash === undefined ? undefined : await table.get(suppressionKey(formerHash));
        // A mail of then may have bounced under the old hash: whatever happened last counts.
        return read(lastChange(before) > lastChange(now) ? before : now);
      }),

    async list() {
      const items = await table.query(SUPPRESSIONS);
      const active = items.flatMap((it) => read(it) ?? []);
      return active.toSorted((one, other) => other.since.localeCompare(one.since));
    },

    async add({ recipientHash, reason, since, dispatchId, hashKeyId }) {
      const outweighs = reason === "complained" ? " OR #reason = :bounced" : "";
      const added = await table.update(suppressionKey(recipientHash), {
        set: {
          state: "active",
          reason,
          since,
          dispatch_id: dispatchId,
          recipient_hash_version: hashKeyId,
        },
        remove: ["carried_to"],
        append: { trail: { event: reason, at: since, dispatch_id: dispatchId } },
        condition: {
          clauses: [
            // The first reason counts; a complaint outweighs a bounce.
            `(attribute_not_exists(#state) OR #state = :lifted${outweighs})`,
            // Somebody lifted it knowing what had happened until then: news from before does not undo that.
            "(attribute_not_exists(#lifted_at) OR #lifted_at < :since)",
          ],
          values: {
            ":lifted": "lifted",
            ":since": since,
            ...(outweighs !== "" && { ":bounced": "bounced" }),
          },
        },
      });
      return added !== undefined;
    },

    async lift(recipientHash, by) {
      const at = clock.now().toISOString();
      const lifted = await table.update(suppressionKey(recipientHash), {
        set: { state: "lifted", lifted_at: at, lifted_by: by },
        append: { trail: { event: "lifted", at, by } },
        // Of two people who lift it one is put on record; and nothing is lifted that was never on the list.
        condition: { clauses: ["#state = :active"], values: { ":active": "active" } },
      });
      return lifted !== undefined;
    },
  };
}

function read(found: unknown): Suppression | undefined {
  if (found === undefined) return undefined;
  const it = item.parse(found);
  if (it.state === "lifted" || it.carried_to !== undefined) return undefined;
  const { task_id: recipientHash, reason, since, dispatch_id: dispatchId } = it;
  return { recipientHash, reason, since, dispatchId };
}

/** When an address was put on the list or lifted last; empty if neither ever happened. */
export function lastChange(found: unknown): string {
  if (found === undefined) return "";
  const it = item.parse(found);
  return it.state === "lifted" ? (it.lifted_at ?? it.since) : it.since;
}
