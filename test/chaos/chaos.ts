import type { SlackMessage } from "../support/fake-slack/fake-slack.ts";
import { buildBot } from "./build.ts";
import { requestPreview } from "./preview.ts";
import type { RunResult } from "./result.ts";
import { runOnce } from "./run.ts";
import { createWorld, type World } from "./world.ts";

export interface ChaosOptions {
  readonly runs: number;
  /** The first run's; each following run has the next one. */
  readonly seed: number;
  readonly kill: boolean;
  readonly faults: boolean;
  /** Bots on one table. With more than one, a hundred people approve at the same time. */
  readonly processes: number;
}

/** Previews that are asked for together. */
const STOCK = 20;

/** Presses of *Approve* at the same time where there are several processes. */
const CONCURRENT_APPROVALS = 100;

/**
 * Runs dispatch after dispatch and judges each.
 *
 * @param onResult Called after each run.
 */
export async function runChaos(
  options: ChaosOptions,
  onResult: (result: RunResult) => void = () => undefined,
): Promise<readonly RunResult[]> {
  useLocalCredentials();
  const bot = await buildBot();
  const results: RunResult[] = [];
  let world: World | undefined;
  let previews: SlackMessage[] = [];
  try {
    for (let run = 0; run < options.runs; run += 1) {
      world ??= await createWorld(bot.entry, options.processes, isPaced(options));
      if (previews.length === 0) previews = await stockUp(world, options.runs - run);
      const preview = previews.shift();
      if (preview === undefined) throw new Error("There is nothing to approve.");
      const result = await runOrFail(world, preview, options, options.seed + run);
      results.push(result);
      onResult(result);
      await world.ses.clear();
      // What one run left in disorder must not be held against the next.
      if (result.violations.length > 0) {
        await world.stop();
        world = undefined;
        previews = [];
      }
    }
  } finally {
    await world?.stop();
    await bot.dispose();
  }
  return results;
}

/** Several bots that nothing is done to share the rate of one account; everything else is quicker without one. */
function isPaced({ processes, faults, kill }: ChaosOptions): boolean {
  return processes > 1 && !faults && !kill;
}

/** A bot that has just started takes long for its first report: several are asked for together. */
async function stockUp(world: World, wanted: number): Promise<SlackMessage[]> {
  const previews: SlackMessage[] = [];
  while (previews.length < Math.min(wanted, STOCK)) previews.push(await requestPreview(world));
  return previews;
}

async function runOrFail(
  world: World,
  preview: SlackMessage,
  options: ChaosOptions,
  seed: number,
): Promise<RunResult> {
  const approvals = options.processes > 1 ? CONCURRENT_APPROVALS : 1;
  try {
    return await runOnce(world, preview, { ...options, seed, approvals });
  } catch (error) {
    const none = {
      taken: 0,
      accepted: 0,
      failed: 0,
      uncertain: 0,
      uncertainTaken: 0,
      mostInASecond: 0,
      faults: 0,
      givenUp: 0,
    };
    return {
      seed,
      violations: [`did not end: ${error instanceof Error ? error.message : String(error)}`],
      inFlight: 0,
      ...none,
    };
  }
}

/** For looking at the local table; they open nothing else. */
function useLocalCredentials(): void {
  process.env["AWS_REGION"] ??= "us-east-1";
  process.env["AWS_ACCESS_KEY_ID"] ??= "chaos";
  process.env["AWS_SECRET_ACCESS_KEY"] ??= "chaos";
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
}
