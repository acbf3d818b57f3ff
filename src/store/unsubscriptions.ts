import type { Clock } from "../clock.ts";
import type { Unsubscriptions } from "../dispatch/ports.ts";
import { unsubscribedKey } from "./keys.ts";
import type { TableClient } from "./table-client.ts";

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
    const { ended_at: ended, resumed_at: resumed } = item ?? {};
    return { ended: textOf(ended), at: textOf(ended) ?? textOf(resumed) ?? "" };
  };

  return {
    endedAt: (subscriptions) =>
      Promise.all(
        subscriptions.map(async ({ reportType, recipientHash, formerHash }) => {
          const now = await said(recipientHash, reportType);
          const before = await said(formerHash, reportType);
          // A link in an old mail speaks under the old hash: whatever was said last counts.
          return (before.at > now.at ? before : now).ended;
        }),
      ),

    async end({ recipientHash, reportType }) {
      await table.put(
        { ...unsubscribedKey(recipientHash, reportType), ended_at: clock.now().toISOString() },
        // Nobody has ended it before, or it was resumed since: the first time counts.
        { clauses: ["attribute_not_exists(ended_at)"] },
      );
    },

    async resume({ recipientHash, reportType }) {
      const key = unsubscribedKey(recipientHash, reportType);
      await table.put({ ...key, resumed_at: clock.now().toISOString() });
    },
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
