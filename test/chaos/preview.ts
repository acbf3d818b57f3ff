import { shown } from "../support/bot.ts";
import type { SlackMessage } from "../support/fake-slack/fake-slack.ts";
import { readHead } from "./record.ts";
import { ASKER, REPORT } from "./surroundings.ts";
import type { World } from "./world.ts";

/** Asks for a report, again if it cannot be had at once, and resolves with its preview once it is on record. */
export async function requestPreview(world: World): Promise<SlackMessage> {
  const { slack, processes } = world;
  slack.requestUrl = processes[0]?.requestUrl ?? "";
  const known = new Set(slack.messages("reports").map(({ ts }) => ts));
  const refusals = slack.ephemerals(ASKER).length;
  await slack.as(ASKER).command("/exec-report", REPORT, { channel: "reports" });
  const isNew = (it: SlackMessage) => !known.has(it.ts) && shown(it).includes("Approve\n");
  const preview = await slack.waitFor(
    () =>
      slack.messages("reports").find(isNew) ??
      (slack.ephemerals(ASKER).length > refusals ? ("refused" as const) : undefined),
    "the preview",
    { timeoutMs: 60_000 },
  );
  // A machine that is busy with five bots may be too slow for their database.
  if (preview === "refused") return await requestPreview(world);
  const id = dispatchOf(preview);
  await world.until("the preview on record", async () => (await readHead(world.table, id)).preview);
  return preview;
}

/** The button's value is the dispatch's id. */
export function dispatchOf({ blocks }: SlackMessage): string {
  const id = /"action_id":"approve_report".*?"value":"(\w{26})"/.exec(JSON.stringify(blocks))?.[1];
  if (id === undefined) throw new Error("The preview has no button to approve it.");
  return id;
}
