import type { SlackMessage } from "../support/fake-slack/fake-slack.ts";
import { readHead } from "./record.ts";
import { APPROVERS } from "./surroundings.ts";
import type { World } from "./world.ts";

/** Presses *Approve*, again if the answer was that it could not be done, until the dispatch is decided. */
export async function approve(world: World, preview: SlackMessage, id: string, presses: number) {
  const { slack, processes } = world;
  if (processes.length === 0) return;
  const answers = () =>
    slack.calls.filter(({ method }) => method === "response_url").length +
    APPROVERS.reduce((sum, user) => sum + slack.dms(user).length, 0);
  const before = answers();
  const clicks = Array.from({ length: presses }, (_, n) => {
    slack.requestUrl = processes[n % processes.length]?.requestUrl ?? "";
    const person = APPROVERS[Math.floor(n / processes.length) % APPROVERS.length] ?? APPROVERS[0];
    // Whoever presses while the bot is killed sees that it did not answer.
    return slack
      .as(person)
      .click(preview, "Approve")
      .catch(() => undefined);
  });
  await Promise.all(clicks);
  const outcome = await world.until("the approval", async () => {
    if ((await readHead(world.table, id)).state !== "awaiting_approval") return "approved";
    if (world.processes.length < processes.length) return "killed";
    return answers() > before ? "refused" : undefined;
  });
  if (outcome === "refused") await approve(world, preview, id, 1);
}

/** Presses it again where the first press was lost with the process. */
export async function approveIfWaiting(
  world: World,
  preview: SlackMessage,
  id: string,
): Promise<void> {
  const { state } = await readHead(world.table, id);
  if (state === "awaiting_approval") await approve(world, preview, id, 1);
}
