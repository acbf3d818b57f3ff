import { setTimeout as delay } from "node:timers/promises";
import { shown } from "../support/bot.ts";
import type { SlackMessage } from "../support/fake-slack/fake-slack.ts";
import type { FrontCall, Mischief } from "./front.ts";
import { findViolations, isAtRest } from "./judge.ts";
import {
  chooseFault,
  type KillPlan,
  leavesDoubt,
  NO_MISCHIEF,
  PASS,
  planKill,
} from "./mischief.ts";
import { dispatchOf } from "./preview.ts";
import { createRandom, type Random } from "./random.ts";
import { type DeliveryRecord, readDeliveries, readHead, tagOf } from "./record.ts";
import { APPROVERS, RECIPIENTS, type World } from "./world.ts";

export interface RunOptions {
  readonly seed: number;
  readonly kill: boolean;
  readonly faults: boolean;
  /** Presses of *Approve* at the same time, spread over all processes and both approvers. */
  readonly approvals: number;
}

/** What came of one dispatch. */
export interface RunResult {
  readonly seed: number;
  readonly violations: readonly string[];
  /** Where a process was killed, e.g. `mail SendRawEmail, carried_out`; absent if none was. */
  readonly killedAt?: string;
  /** Claims that stood at the kill: calls that were about to be made, under way, or not yet on record. */
  readonly inFlight: number;
  readonly taken: number;
  readonly accepted: number;
  readonly failed: number;
  readonly uncertain: number;
  /** How many of the uncertain mails had been taken. */
  readonly uncertainTaken: number;
  /** Calls that ran into a fault. */
  readonly faults: number;
}

/** Calls of a send without faults: three for each mail, and some before and after. */
const CALLS = 3 * (RECIPIENTS + 1) + 15;

/** Longer than a lease (120 s), and than the claim on an announcement (300 s). */
const LEASE_MS = 121_000;
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
  const trouble = createTrouble(world, options, random);
  const before = world.slack.messages("reports").length;
  world.mischief = trouble;
  await approve(world, preview, id, options.approvals);
  const open = options.kill ? await surviveKill(world, preview, id, trouble) : [];
  const told = await bringToRest(world, id, options);
  world.mischief = NO_MISCHIEF;
  const doubtful = new Set([...open.map(tagOf), ...trouble.doubtful]);
  return await judge(world, id, told, { options, trouble, open, doubtful, before });
}

interface Trouble extends Mischief {
  /** Tags of deliveries whose call was cut off. */
  readonly doubtful: ReadonlySet<string>;
  readonly killedAt: string | undefined;
  readonly faults: number;
  /** Resolves when the process is dead; kills it now if its moment never came. */
  killed(now?: boolean): Promise<boolean>;
}

function createTrouble(world: World, { kill, faults }: RunOptions, random: Random): Trouble {
  const plan: KillPlan | undefined = kill ? planKill(random, CALLS) : undefined;
  const victim = random.below(world.processes.length);
  const doubtful = new Set<string>();
  let calls = 0;
  let met = 0;
  let killedAt: string | undefined;
  let death: Promise<void> | undefined;
  const strike = () => {
    death ??= world.kill(victim);
    return death;
  };
  return {
    doubtful,
    get killedAt() {
      return killedAt;
    },
    get faults() {
      return met;
    },
    treat(call) {
      // Sweeps look at the index at any time; they are not part of the send.
      if (!call.body.includes('"IndexName"')) calls += 1;
      if (plan !== undefined && calls === plan.atCall && killedAt === undefined) {
        killedAt = `${call.service} ${call.action}, ${plan.step}`;
        const { step, pauseMs } = plan;
        return {
          kind: "kill",
          step,
          kill: async () => {
            if (step === "answered") await delay(pauseMs);
            await strike();
          },
        };
      }
      const treatment = faults ? chooseFault(call, random) : PASS;
      if (treatment !== PASS) met += 1;
      if (leavesDoubt(treatment)) doubtful.add(deliveryOf(call));
      return treatment;
    },
    broken(call) {
      met += 1;
      if (call.service === "mail") doubtful.add(deliveryOf(call));
    },
    async killed(now = false) {
      if (now) {
        killedAt ??= "after the end";
        await strike();
      }
      await death;
      if (death !== undefined) await world.settle(victim);
      return death !== undefined;
    },
  };
}

/** The mail's tag, from the form it is sent in. */
function deliveryOf({ body }: FrontCall): string {
  const text = body.toString("latin1");
  const at = /Tags\.member\.(\d)\.Name=delivery(?:&|$)/.exec(text)?.[1];
  return new RegExp(`Tags\\.member\\.${at}\\.Value=(\\w+)`).exec(text)?.[1] ?? "";
}

/** Presses *Approve*, again if the answer was that it could not be done, until the dispatch is decided. */
async function approve(world: World, preview: SlackMessage, id: string, presses: number) {
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

async function approveIfWaiting(world: World, preview: SlackMessage, id: string): Promise<void> {
  const { state } = await readHead(world.table, id);
  if (state === "awaiting_approval") await approve(world, preview, id, 1);
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

async function judge(
  { table, ses, slack }: World,
  id: string,
  told: readonly SlackMessage[],
  given: {
    readonly options: RunOptions;
    readonly trouble: Trouble;
    readonly open: readonly DeliveryRecord[];
    readonly doubtful: ReadonlySet<string>;
    /** Messages in the channel before the approval. */
    readonly before: number;
  },
): Promise<RunResult> {
  const { options, trouble, open, doubtful, before } = given;
  const deliveries = await readDeliveries(table, id);
  const calls = ses.taken.filter(({ tags }) => tags["dispatch"] === id);
  const taken = new Map<string, string[]>();
  for (const { tags, messageId = "" } of calls) {
    const tag = tags["delivery"] ?? "";
    taken.set(tag, [...(taken.get(tag) ?? []), messageId]);
  }
  const violations = findViolations({
    record: { head: await readHead(table, id), deliveries },
    expected: RECIPIENTS + 1,
    taken,
    doubtful,
    refused: options.faults,
    shown: told.map(shown).join("\n"),
    summaries: slack.messages("reports").length - before,
    killed: options.kill,
  });
  const inState = (state: DeliveryRecord["state"]) => deliveries.filter((it) => it.state === state);
  const uncertain = inState("uncertain");
  return {
    seed: options.seed,
    violations,
    ...(trouble.killedAt !== undefined && { killedAt: trouble.killedAt }),
    inFlight: open.length,
    taken: calls.length,
    accepted: inState("accepted").length,
    failed: inState("failed").length,
    uncertain: uncertain.length,
    uncertainTaken: uncertain.filter((it) => taken.has(tagOf(it))).length,
    faults: trouble.faults,
  };
}
