import { afterEach, describe, expect, it } from "vitest";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { createTestClock } from "../support/test-clock.ts";

/** Reports that are made again and again, as people in Slack see and change them. */
let bot: TestBot;
afterEach(() => bot.stop());

/** A Monday in Los Angeles, 05:00. */
const NOW = "2026-11-30T13:00:00.000Z";

const DECLARED = {
  "weekly-cto": { report: "cto", when: "every monday 08:00", owner: "U02MEMBER" },
  "month-end-cfo": {
    report: "cfo",
    when: "first business day of the month 09:00",
    period: "last-month",
    time_zone: "Europe/Berlin",
    owner: "U01ADMIN",
  },
};

async function start(schedules: Readonly<Record<string, unknown>> = {}) {
  bot = await startTestBot({ clock: createTestClock(NOW), schedules });
}

/** Types a command and waits for what only this person is told. */
async function ask(text: string, user = "U02MEMBER") {
  const known = new Set(bot.slack.ephemerals(user).map(({ ts }) => ts));
  await bot.slack.as(user).command("/exec-report", text, { channel: "reports" });
  return await bot.slack.waitFor(
    () => bot.slack.ephemerals(user).find(({ ts }) => !known.has(ts)),
    `the answer to ${text}`,
  );
}

describe("/exec-report schedules", () => {
  it("lists what is made when, by whose clock, and when next", async () => {
    await start(DECLARED);
    const text = shown(await ask("schedules"));
    expect(text).toContain("2 schedules");
    expect(text).toContain(
      "*cto*\nEvery Monday at 08:00, Los Angeles time\nnext <!date^1796054400^",
    );
    expect(text).toContain(
      "*cfo, last-month*\nOn the first business day of every month at 09:00, Berlin time\nnext <!date^1796112000^",
    );
    expect(text).toContain("by <@U01ADMIN>");
    // The next to come is first.
    expect(text.indexOf("*cto*")).toBeLessThan(text.indexOf("*cfo, last-month*"));
  });

  it("says how to make one where there is none", async () => {
    await start();
    expect(shown(await ask("schedules"))).toContain("Declare one under schedules in settings.yml.");
  });

  it("is for people who may see reports", async () => {
    await start(DECLARED);
    expect(shown(await ask("schedules", "U03GUEST"))).toContain("You may not see reports.");
  });
});
