import type { SlackMessage } from "../support/fake-slack/fake-slack.ts";
import { approve, approveIfWaiting } from "./approve.ts";
import { isAtRest } from "./judge.ts";
import { judgeRun, postsIn } from "./judge-run.ts";
import { NO_MISCHIEF } from "./mischief.ts";
import { dispatchOf } from "./preview.ts";
import { createRandom } from "./random.ts";
import { readDeliveries, readHead, tagOf } from "./record.ts";
import type { RunOptions, RunResult } from "./result.ts";
import { APPROVERS } from "./surroundings.ts";
import { createTrouble, type Trouble } from "./trouble.ts";
import type { World } from "./world.ts";

/** Longer than a lease (250 s), and than the claim on an announcement (300 s). */
const LEASE_MS = 251_000;
const ANNOUNCEMENT_MS = 301_000;

/**
 * Takes one dispatch from its preview to its end, with whatever is to go wrong, and judges what is left.
 *
 * @param preview As `requestPreview` gives it; nobody has decided on it yet.
 */
export async function runOnce(
  world: World,
  preview: SlackMessage,
  options: RunOptions,
): Promise<RunResult> {
  const random = createRandom(options.seed);
  const id = dispatchOf(preview);
  const trouble = createTrouble(world, id, options, random);
  const before = postsIn(world).length;
  world.mischief = trouble;
  await approve(world, preview, id, options.approvals);
  const open = options.kill ? await surviveKill(world, preview, id, trouble) : [];
  const told = await bringToRest(world, id, options);
  world.mischief = NO_MISCHIEF;
  const doubtful = new Set([...open.map(tagOf), ...trouble.doubtful]);
  return await judgeRun(world, id, told, { options, trouble, open, doubtful, before });
}

/**
 * Waits for the kill, looks at what was in flight, starts the process again, and lets it do what can be done while
 * the leases of the dead process still run; only then are they over.
 *
 * @returns The deliveries that were claimed when the process was dead.
 */
async function surviveKill(world: World, preview: SlackMessage, id: string, trouble: Trouble) {
  await world.until("the kill", async () => {
    const over = isAtRest(await readHead(world.table, id));
    return (await trouble.killed(over)) || undefined;
  });
  const open = (await readDeliveries(world.table, id)).filter(({ state }) => state === "claimed");
  await world.restart();
  await approveIfWaiting(world, preview, id);
  const stood = new Set(open.map(tagOf));
  await world.until("everything but the dead process's claims", async () => {
    const left = (await readDeliveries(world.table, id)).filter(
      (it) => it.state === "pending" || (it.state === "claimed" && !stood.has(tagOf(it))),
    );
    return left.length === 0 || undefined;
  });
  world.advance(LEASE_MS);
  return open;
}

async function bringToRest(
  world: World,
  id: string,
  { kill }: RunOptions,
): Promise<SlackMessage[]> {
  const { table, slack } = world;
  if (kill) {
    await world.until("the end", async () => {
      const { state } = await readHead(table, id);
      return ["sent", "partly_sent", "failed"].includes(state) || undefined;
    });
    // Whoever was to tell people may have been the one that died.
    world.advance(ANNOUNCEMENT_MS);
  }
  const head = await world.until("people to be told", async () => {
    const now = await readHead(table, id);
    return isAtRest(now) ? now : undefined;
  });
  const isPreview = ({ ts }: SlackMessage) => ts === head.preview?.ts;
  return [
    ...slack.messages("reports").filter(isPreview),
    ...APPROVERS.flatMap((user) => slack.dms(user)),
  ];
}
