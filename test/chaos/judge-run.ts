import { LEAST_PER_SECOND } from "../../src/dispatch/mail-ports.ts";
import { shown } from "../support/bot.ts";
import type { SlackMessage } from "../support/fake-slack/fake-slack.ts";
import { mostWithin } from "../support/most-within.ts";
import { findViolations } from "./judge.ts";
import { type DeliveryRecord, readDeliveries, readHead, tagOf } from "./record.ts";
import type { RunOptions, RunResult } from "./result.ts";
import { RECIPIENTS } from "./surroundings.ts";
import type { Trouble } from "./trouble.ts";
import type { World } from "./world.ts";

/** Looks at the table, at what SES took and at what Slack shows, and judges it. */
export async function judgeRun(
  world: World,
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
  const { table, ses } = world;
  const { options, trouble, open, doubtful, before } = given;
  const deliveries = await readDeliveries(table, id);
  const calls = ses.taken.filter(({ tags }) => tags["dispatch"] === id);
  const taken = new Map<string, string[]>();
  for (const { tags, messageId = "" } of calls) {
    const tag = tags["delivery"] ?? "";
    taken.set(tag, [...(taken.get(tag) ?? []), messageId]);
  }
  const sent = calls.map(({ at, destinations }) => ({
    at: at.getTime(),
    recipients: destinations.length,
  }));
  const mostInASecond = mostWithin(1000, sent);
  const violations = findViolations({
    record: { head: await readHead(table, id), deliveries },
    expected: RECIPIENTS + 1,
    taken,
    doubtful,
    refused: options.faults,
    shown: told.map(shown).join("\n"),
    summaries: postsIn(world).length - before,
    killed: options.kill,
    mostInASecond,
    allowedInASecond: ses.account.maxSendRate ?? LEAST_PER_SECOND,
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
    mostInASecond,
    faults: trouble.faults,
    givenUp: trouble.givenUp,
  };
}

/** What stands in the channel itself; what is said in a preview's thread is no summary. */
export function postsIn({ slack }: World): readonly SlackMessage[] {
  return slack.messages("reports").filter(({ thread_ts: thread }) => thread === undefined);
}
