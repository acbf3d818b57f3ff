import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { textsOf } from "../support/fake-slack/dump.ts";
import type { SlackMessage } from "../support/fake-slack/fake-slack.ts";
import { createFlowingClock } from "../support/flowing-clock.ts";

/** What the preview shows while mails go out slowly, and what that asks of Slack. */
let bot: TestBot;

const PEOPLE = 40;
/** Mails that Amazon SES takes a second; the bot uses nine tenths of that. */
const RATE = 3;
const SECOND = 1_000;

beforeAll(async () => {
  bot = await startTestBot({
    clock: createFlowingClock("2026-10-31T16:00:00.000Z"),
    account: { maxSendRate: RATE },
  });
  const ids = Array.from({ length: PEOPLE }, (_, n) => `p${n}`);
  const people = ids.map((id) => `  ${id}: { name: Person ${id}, email: ${id}@example.com }\n`);
  await bot.editPortfolio("settings.yml", "people:\n", `people:\n${people.join("")}`);
  await bot.editPortfolio(
    "settings.yml",
    /(?<=^ {2}cto:\n {4}to: )\[.*\]/mu,
    `[${ids.join(", ")}]`,
  );
});
afterAll(() => bot.stop());

let preview: SlackMessage;
let from: number;
beforeEach(async () => {
  preview = await bot.requestPreview("cto");
  from = bot.slack.calls.length;
});

/** Every rewriting of the preview since it was posted. */
const rewritings = () =>
  bot.slack.calls
    .slice(from)
    .filter((it) => it.method === "chat.update" && it.args["ts"] === preview.ts);
const lines = () => rewritings().map(({ args }) => String(args["text"]));
const says = (text: string) =>
  bot.slack.waitFor(() => {
    const message = bot.current(preview);
    return message !== undefined && shown(message).includes(text) && message;
  }, `"${text}" in the preview`);
const sentSoFar = () =>
  lines().flatMap((line) => / (\d+) of 40 sent so far/u.exec(line)?.slice(1).map(Number) ?? []);

/** The most calls within a minute, wherever it begins. */
function mostInMinute(calls: readonly { readonly at: Date }[]): number {
  const times = calls.map(({ at }) => at.getTime());
  const within = times.map(
    (begin) => times.filter((at) => at >= begin && at < begin + 60 * SECOND).length,
  );
  return Math.max(...within);
}

const approve = () => bot.slack.as("U01ADMIN").click(preview, "Approve");

describe("while mails go out", () => {
  it("the preview counts them in place, as often as Slack allows and not more", async () => {
    const began = bot.clock.now().getTime();
    await approve();
    await says("sent to 40");
    // 41 mails at 2.7 a second.
    const took = (bot.clock.now().getTime() - began) / SECOND;
    expect(took).toBeGreaterThan(14);
    expect(took).toBeLessThan(20);

    const all = lines();
    expect(all[0]).toMatch(/Approved by <@U01ADMIN> · sending to 40 …$/u);
    expect(all.at(-1)).toMatch(/Approved by <@U01ADMIN> · sent to 40$/u);
    const counts = sentSoFar();
    expect(counts.length).toBeGreaterThanOrEqual(6);
    expect(counts).toEqual(counts.toSorted((one, other) => one - other));
    expect(new Set(counts).size).toBe(counts.length);
    const updates = bot.slack.calls.filter(({ method }) => method === "chat.update");
    expect(mostInMinute(updates)).toBeLessThanOrEqual(50);
    // What people decide and the end are shown at once; the counting keeps its distance.
    const times = rewritings()
      .slice(1, -1)
      .map(({ at }) => at.getTime());
    const gaps = times.slice(1).map((at, n) => at - (times[n] ?? at));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2 * SECOND);
    expect(bot.ses.accepted).toHaveLength(PEOPLE + 1);
    // One message for all of it, and then the summary.
    const messages = () => bot.slack.messages("reports");
    await bot.slack.waitFor(() => messages().length > 1, "the summary");
    expect(messages()).toHaveLength(2);
  });

  it("a busy Slack is left alone for as long as it asks, and shown the latest then", async () => {
    await approve();
    await bot.slack.waitFor(() => sentSoFar().length > 0, "the counting to begin");
    bot.slack.misbehave("chat.update", { kind: "rate_limited", retryAfter: 7 });
    await says("sent to 40");
    const calls = rewritings();
    const refused = calls.findIndex(({ outcome }) => outcome === "rate_limited");
    const [before, after] = [calls[refused], calls[refused + 1]];
    expect(before).toBeDefined();
    const pause = (after?.at.getTime() ?? 0) - (before?.at.getTime() ?? 0);
    expect(pause).toBeGreaterThanOrEqual(7 * SECOND);
    expect(pause).toBeLessThan(9 * SECOND);
    // The mails did not wait for it: as it goes on counting, many more are through.
    const counts = sentSoFar();
    const leap = counts.slice(1).map((count, n) => count - (counts[n] ?? 0));
    expect(Math.max(...leap)).toBeGreaterThan(12);
  });

  it("what fails is counted, and can be sent again at the end", async () => {
    const mails = bot.ses.accepted.length;
    for (const who of ["p7", "p21"]) {
      bot.ses.misbehave({
        kind: "reject",
        message: "Email address is not verified.",
        for: `${who}@example.com`,
      });
    }
    await approve();
    const partly = await says("sent to 38 of 40");
    expect(lines().join("\n")).toMatch(/ of 40 sent so far, [12] not sent …/u);
    expect(shown(partly)).toMatch(/Not sent to Person p7, Person p21: .*not verified/u);
    expect(textsOf(partly.blocks)).toContain("Retry failed");
    await bot.slack.as("U01ADMIN").click(partly, "Retry failed");
    const sent = await says("sent to 40");
    expect(textsOf(sent.blocks)).not.toContain("Retry failed");
    expect(bot.ses.accepted).toHaveLength(mails + PEOPLE + 1);
    const updates = bot.slack.calls.filter(({ method }) => method === "chat.update");
    expect(mostInMinute(updates)).toBeLessThanOrEqual(50);
  });
});
