import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ACTIONS } from "../../src/commands/views/compose/ids.ts";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { composeForm } from "../support/compose.ts";
import { createTestClock } from "../support/test-clock.ts";

/** Monday, November 30, 2026, 09:00 in Los Angeles. */
const MORNING = "2026-11-30T17:00:00.000Z";

let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot({ clock: createTestClock(MORNING) });
});
afterEach(() => bot.stop());

const ask = (user: string) =>
  bot.slack.as(user).command("/exec-report", "digest", { channel: "general" });

describe("/exec-report digest", () => {
  it("shows the day to whoever may see reports, and to nobody else", async () => {
    await bot.requestPreview("cto");
    bot.clock.advance(3 * 3_600_000);
    await ask("U02MEMBER");
    const digest = await bot.waitForWhisper("U02MEMBER", "Daily digest · Monday, Nov 30");
    expect(shown(digest)).toContain("waits for 3 hours on <@U01ADMIN>");
    expect(shown(digest)).toContain("nothing was sent since yesterday");
    expect(shown(digest)).toContain("Moved most");
    expect(shown(digest)).toContain("Overdue");
    expect(shown(digest)).toContain("It is not posted by itself.");
    expect(bot.slack.messages("general")).toEqual([]);

    await ask("U03GUEST");
    const refusal = await bot.waitForWhisper("U03GUEST", "You may not see reports.");
    expect(shown(refusal)).not.toContain("digest");
  });

  it("lets whoever may approve do so there, and checks the right at the click", async () => {
    await bot.requestPreview("cto");
    await ask("U02MEMBER");
    const theirs = await bot.waitForWhisper("U02MEMBER", "Daily digest");
    await bot.slack.as("U02MEMBER").click(theirs, "Approve");
    await bot.waitForWhisper("U02MEMBER", "You may not approve or reject reports.");
    expect(await bot.mails()).toEqual([]);

    await ask("U01ADMIN");
    const digest = await bot.waitForWhisper("U01ADMIN", "Daily digest");
    await bot.slack.as("U01ADMIN").click(digest, "Approve");
    await bot.waitForText("reports", "sent to 5");
    await bot.waitForWhisper(
      "U01ADMIN",
      'Your approval of "CTO report, October 2026" is on record.',
    );
    await ask("U01ADMIN");
    await bot.waitForWhisper("U01ADMIN", "to 5: 5 accepted by SES");
  });

  it("says how to have it posted, and once it is, when", async () => {
    await bot.editPortfolio(
      "settings.yml",
      "# How long",
      "digest: { channel: C01REPORTS }\n# How long",
    );
    await ask("U01ADMIN");
    await bot.waitForWhisper(
      "U01ADMIN",
      /The next one is posted in <#C01REPORTS> <!date\^1796140800\^/,
    );
  });

  it("says what is planned for the day, by the clock of each schedule", async () => {
    await bot.stop();
    const evening = { report: "cfo", when: "every weekday 18:00", time_zone: "America/Chicago" };
    const schedules = {
      evening: { ...evening, period: "last-month", owner: "U01ADMIN" },
      morning: { report: "cto", when: "every monday 08:00", owner: "U01ADMIN" },
    };
    bot = await startTestBot({ clock: createTestClock(MORNING), schedules });
    await ask("U01ADMIN");
    // 18:00 in Chicago is 00:00 UTC; the one of 08:00 is over.
    const digest = await bot.waitForWhisper("U01ADMIN", "Planned for today");
    expect(shown(digest)).toContain("CFO report, last month <!date^1796083200^");
    expect(shown(digest)).not.toContain("CTO report");
  });

  it("does not miss a report that went out after it was edited", async () => {
    const form = composeForm(bot);
    await bot.slack.as("U02MEMBER").click(await bot.requestPreview("cto"), "Edit");
    await form.waitFor("Entities");
    await bot.slack.as("U02MEMBER").submit({ [ACTIONS.note]: "Second try." });
    const fresh = await bot.waitForText("reports", "Second try.");
    await bot.slack.as("U01ADMIN").click(fresh, "Approve");
    await bot.waitForText("reports", "sent to 5");
    bot.clock.advance(24 * 3_600_000);
    await ask("U02MEMBER");
    const digest = await bot.waitForWhisper("U02MEMBER", "Daily digest · Tuesday, Dec 1");
    expect(shown(digest)).toContain("Sent since yesterday");
    expect(shown(digest)).not.toContain("Expected, but not sent");
  });

  it("comes without figures where the portfolio was never valid, and says so", async () => {
    await bot.stop();
    bot = await startTestBot({ clock: createTestClock(MORNING) });
    await bot.editPortfolio("entities/jada.yml", /^/, "nonsense: [\n");
    await bot.restart();
    await ask("U01ADMIN");
    const digest = await bot.waitForWhisper("U01ADMIN", "Daily digest");
    expect(shown(digest)).toContain("No figures and no overdue actions can be shown");
    expect(shown(digest)).not.toContain("Moved most");
  });
});
