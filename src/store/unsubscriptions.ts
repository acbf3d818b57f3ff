import type { Clock } from "../clock.ts";
import type { Subscription } from "../dispatch/dispatch.ts";
import type { Unsubscriptions } from "../dispatch/ports.ts";
import type { Key } from "./keys.ts";
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
  return {
    endedAt: (subscriptions) =>
      Promise.all(
        subscriptions.map(async (subscription) => {
          const item = await table.get(keyOf(subscription));
          const at = item?.["ended_at"];
          return typeof at === "string" ? at : undefined;
        }),
      ),

    async end(subscription) {
      await table.put(
        { ...keyOf(subscription), ended_at: clock.now().toISOString() },
        // Nobody has ended it before, or it was resumed since: the first time counts.
        { clauses: ["attribute_not_exists(ended_at)"] },
      );
    },

    async resume(subscription) {
      await table.put({ ...keyOf(subscription), resumed_at: clock.now().toISOString() });
    },
  };
}

function keyOf({ recipientHash, reportType }: Subscription): Key {
  return { dashboard_id: `unsubscribed#${recipientHash}`, task_id: reportType };
}
