import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SesEventType, sesEvent } from "../../demo/ses-event.ts";
import { createLocalSns, type LocalSns, TOPIC } from "../../demo/sns.ts";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { createTestClock } from "../support/test-clock.ts";

/** What SES tells days after a report went out, and the digests around that. */
const DAY = 24 * 3_600_000;
/** Wednesday, November 25, 2026, 09:00 in Los Angeles. */
const SENT = "2026-11-25T17:00:00.000Z";

let bot: TestBot;
let sns: LocalSns;
beforeEach(async () => {
  const clock = createTestClock(SENT);
  sns = createLocalSns(clock);
  const env = { SES_EVENTS_TOPIC_ARN: TOPIC };
  bot = await startTestBot({ env, clock, fetchText: sns.fetchText });
  await bot.editPortfolio(
    "settings.yml",
    "# How long",
    "digest: { channel: C02GENERAL, days: daily }\n# How long",
  );
});
afterEach(() => bot.stop());

async function tell(type: SesEventType, address: string): Promise<void> {
  const call = bot.ses.taken.find(({ destinations }) => destinations.includes(address));
  if (call === undefined) throw new Error(`no mail to ${address}`);
  const body = JSON.stringify(sns.message(sesEvent(type, call, bot.clock.now())));
  const { status } = await fetch(`${bot.url}/ses/events`, { method: "POST", body });
  expect(status).toBe(200);
}

/** The digest of a day, posted by a process that starts on it. */
async function digestOn(title: string) {
  await bot.restart();
  return shown(await bot.waitForText("general", `Daily digest · ${title}`));
}

describe("a bounce that comes days after the report", () => {
  it("is in the digest of the day after it came, and in no other", async () => {
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 5");
    bot.clock.advance(DAY);
    expect(await digestOn("Thursday, Nov 26")).not.toContain("Needs a look");

    bot.clock.advance(2 * DAY);
    expect(await digestOn("Saturday, Nov 28")).not.toContain("Needs a look");
    await tell("Bounce", "owner@example.com");
    await tell("Complaint", "web@example.com");

    bot.clock.advance(DAY);
    const digest = await digestOn("Sunday, Nov 29");
    expect(digest).toContain("*CTO report, October 2026* not delivered to Owner");
    expect(digest).toContain("*CTO report, October 2026* reported as spam by Web developer");
    bot.clock.advance(DAY);
    expect(await digestOn("Monday, Nov 30")).not.toContain("Needs a look");
  });
});
