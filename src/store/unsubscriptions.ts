import type { Clock } from "../clock.ts";
import { mapInChunks } from "../dispatch/map-in-chunks.ts";
import type { Unsubscriptions } from "../dispatch/ports.ts";
import type { Attributes } from "./expressions.ts";
import { unsubscribedKey } from "./keys.ts";
import { READS_AT_ONCE, type TableClient } from "./table-client.ts";

export interface UnsubscriptionsOptions {
  readonly table: TableClient;
  readonly clock: Clock;
}

/**
 * Who does not want which reports any more, one item each. It outlives every dispatch: whoever is off a list stays
 * off it.
 */
export function createUnsubscriptions({ table, clock }: UnsubscriptionsOptions): Unsubscriptions {
  const said = async (recipientHash: string | undefined, reportType: string) => {
    const item =
      recipientHash === undefined
        ? undefined
        : await table.get(unsubscribedKey(recipientHash, reportType));
    return { ended: textOf(item?.["ended_at"]), at: saidAt(item) };
  };

  return {
    endedAt: (subscriptions) =>
      mapInChunks(
        subscriptions,
        READS_AT_ONCE,
        async ({ reportType, recipientHash, formerHash }) => {
          const now = await said(recipientHash, reportType);
          const before = await said(formerHash, reportType);
          // A link in an old mail speaks under the old hash: whatever was said last counts.
          return (before.at > now.at ? before : now).ended;
        },
      ),

    async end({ recipientHash, reportType }) {
      const key = unsubscribedKey(recipientHash, reportType);
      // Also where it has ended by this item: it may have been resumed since under the other hash.
      await table.put({ ...key, ended_at: clock.now().toISOString() });
    },

    async resume({ recipientHash, reportType }) {
      const key = unsubscribedKey(recipientHash, reportType);
      await table.put({ ...key, resumed_at: clock.now().toISOString() });
    },
  };
}

/** When it was ended or resumed last; empty if neither ever happened. */
export function saidAt(item: Attributes | undefined): string {
  return textOf(item?.["ended_at"]) ?? textOf(item?.["resumed_at"]) ?? "";
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
