import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { HomeViewer, HomeViewers } from "../digest/ports.ts";
import { epochSeconds, isExpired } from "./expiry.ts";
import type { Attributes } from "./expressions.ts";
import { HOME_VIEWERS, homeViewerKey } from "./keys.ts";
import { TTL_ATTRIBUTE } from "./table.ts";
import type { TableClient } from "./table-client.ts";

/** Whoever opened it longer ago opens it anew, and is shown it anew then. */
const RECENT_SECONDS = 8 * 3600;

/** Slack takes 100 `views.publish` a minute. */
const MOST_VIEWERS = 50;

const viewerItem = z.object({
  task_id: z.string(),
  team_id: z.string(),
  opened_at: z.string(),
  hash: z.string().exactOptional(),
  chosen: z.string().exactOptional(),
});

/** One item for each person, forgotten after some hours. */
export function createHomeViewers({
  table,
  clock,
}: {
  readonly table: TableClient;
  readonly clock: Clock;
}): HomeViewers {
  return {
    async find(userId) {
      const item = await table.get(homeViewerKey(userId));
      return item === undefined || isExpired(item, clock.now()) ? undefined : toViewer(item);
    },

    async recent() {
      const items = (await table.query(HOME_VIEWERS)).filter((it) => !isExpired(it, clock.now()));
      return items
        .toSorted((one, other) => (String(one["opened_at"]) > String(other["opened_at"]) ? -1 : 1))
        .slice(0, MOST_VIEWERS)
        .map(toViewer);
    },

    async opened({ userId, teamId, hash, chosen }) {
      const now = clock.now();
      await table.put({
        ...homeViewerKey(userId),
        ...{ team_id: teamId, opened_at: now.toISOString(), hash, chosen },
        [TTL_ATTRIBUTE]: epochSeconds(now) + RECENT_SECONDS,
      });
    },

    async note(userId, { hash, chosen }) {
      // Without it the update would make somebody out of nothing.
      const condition = { clauses: ["attribute_exists(task_id)"] };
      await table.update(homeViewerKey(userId), { set: { hash, chosen }, condition });
    },
  };
}

function toViewer(item: Attributes): HomeViewer {
  const { task_id: userId, team_id: teamId, hash, chosen } = viewerItem.parse(item);
  return { userId, teamId, ...(hash && { hash }), ...(chosen && { chosen }) };
}
