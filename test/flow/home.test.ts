import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { textsOf } from "../support/fake-slack/dump.ts";

let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot();
});
afterEach(() => bot.stop());

const HOUR = 3_600_000;

/** All that somebody's Home tab shows now. */
const shownTo = (user: string) => textsOf(bot.slack.home(user)?.blocks).join("\n");

const waitForHome = (user: string, text: string | RegExp) =>
  bot.slack.waitFor(() => {
    const home = bot.slack.home(user);
    const found =
      typeof text === "string" ? shownTo(user).includes(text) : text.test(shownTo(user));
    return found ? home : undefined;
  }, `"${text}" on the Home tab of ${user}`);

const open = async (user: string, text: string | RegExp) => {
  await bot.slack.as(user).openHome();
  return await waitForHome(user, text);
};

const publishes = () => bot.slack.calls.filter(({ method }) => method === "views.publish");

describe("what waits", () => {
  it("stands with buttons before whoever may decide, and goes on by itself once they did", async () => {
    await bot.requestPreview("cto");
    bot.clock.advance(2 * HOUR);
    const home = await open("U01ADMIN", "waits for 2 hours on <@U01ADMIN>");
    expect(shownTo("U01ADMIN")).toContain("The preview with its figures is in <#C01REPORTS>.");
    await bot.slack.as("U01ADMIN").click(home, "Approve");
    await waitForHome("U01ADMIN", "Approved by <@U01ADMIN> · sent to 5");
    expect(shownTo("U01ADMIN")).toContain("Nothing waits for you.");
  });

  it("has no button for whoever asked and may not decide, and shows on whom it waits", async () => {
    await bot.requestPreview("cto");
    await open("U02MEMBER", "Asked for by you");
    expect(shownTo("U02MEMBER")).toMatch(/waits for 1 minute on <@U01ADMIN>/);
    expect(shownTo("U02MEMBER")).not.toMatch(/^Approve$/m);
    const theirs = shownTo("U02MEMBER");
    // Whatever their client sends, the right is checked at the click.
    const home = await open("U01ADMIN", "waits for");
    await bot.slack.as("U02MEMBER").click(home, "Approve");
    await bot.waitForWhisper("U02MEMBER", "You may not approve or reject reports.");
    expect(shownTo("U02MEMBER")).toBe(theirs);
    expect(await bot.mails()).toEqual([]);
  });

  it("can be rejected from there, with a reason", async () => {
    await bot.requestPreview("cto");
    const home = await open("U01ADMIN", "waits for");
    await bot.slack.as("U01ADMIN").click(home, "Reject");
    await bot.slack.waitFor(() => bot.slack.modal("U01ADMIN"), "the form");
    await bot.slack.as("U01ADMIN").submit({ reason_text: "Wrong month" });
    await waitForHome("U01ADMIN", "Rejected by <@U01ADMIN>");
  });
});

describe("Send a report", () => {
  it("shows who gets the chosen report, and makes its preview where approvers look", async () => {
    const home = await open("U02MEMBER", "Send now");
    expect(shownTo("U02MEMBER")).toContain("*Goes to 4 people:* Owner, Chief executive");
    await bot.slack.as("U02MEMBER").choose(home, "home_choose_report", "cfo");
    const chosen = await waitForHome("U02MEMBER", "*Goes to 3 people:*");
    expect(shownTo("U02MEMBER")).toContain("*Last sent:* not lately");
    await bot.slack.as("U02MEMBER").click(chosen, "Send now");
    const preview = await bot.waitForText("reports", "CFO report");
    await waitForHome("U02MEMBER", "Asked for by you");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    // What was chosen stays chosen.
    await waitForHome("U02MEMBER", /\*Last sent:\* <!date.*Approved by <@U01ADMIN> · sent to 3/);
    expect((await bot.mails()).length).toBe(4);
  });

  it("sends one report for one click, however often Slack delivers it", async () => {
    const home = await open("U02MEMBER", "Send now");
    const click = await bot.slack.as("U02MEMBER").click(home, "Send now");
    await bot.waitForText("reports", "CEO report");
    await bot.slack.redeliver(click);
    await bot.restart();
    expect(bot.slack.messages("reports")).toHaveLength(1);
  });

  it("is not there for viewers, and tells whoever lost the right to it why nothing came", async () => {
    const home = await open("U02MEMBER", "Send now");
    const roles = /requester: .*\n {2}viewer: \[\]/;
    await bot.editPortfolio("settings.yml", roles, "requester: []\n  viewer: [U02MEMBER]");
    await bot.slack.as("U02MEMBER").click(home, "Send now");
    await bot.waitForWhisper("U02MEMBER", "You may not ask for reports.");
    expect(bot.slack.messages("reports")).toEqual([]);
    await bot.slack.as("U02MEMBER").openHome();
    await bot.slack.waitFor(
      () => !shownTo("U02MEMBER").includes("Send now") || undefined,
      "a tab without Send now",
    );
    expect(shownTo("U02MEMBER")).toContain("Nothing waits for you.");
  });

  it("brings the preview to whoever pressed where its channel cannot be had", async () => {
    await bot.editPortfolio("settings.yml", "reports: C01REPORTS", "reports: C03OUTSIDE");
    const home = await open("U02MEMBER", "Send now");
    await bot.slack.as("U02MEMBER").click(home, "Send now");
    await bot.waitForWhisper("U02MEMBER", "CEO report");
  });
});

describe("the Home tab", () => {
  it("keeps up for those who opened it lately, and for nobody else", async () => {
    await open("U02MEMBER", "Nothing waits for you.");
    await bot.requestPreview("cto");
    await waitForHome("U02MEMBER", "Waits for approval");
    expect(bot.slack.home("U01ADMIN")).toBeUndefined();
    bot.clock.advance(9 * HOUR);
    const before = publishes().length;
    await bot.requestPreview("ceo");
    await bot.restart();
    expect(publishes()).toHaveLength(before);
  });

  it("is shown again where another process showed something else meanwhile", async () => {
    await open("U01ADMIN", "Nothing waits for you.");
    bot.slack.misbehave("views.publish", { kind: "error", error: "hash_conflict" });
    await bot.requestPreview("cto");
    await waitForHome("U01ADMIN", "waits for 1 minute on <@U01ADMIN>");
  });

  it("keeps up with what happens in another process", async () => {
    await open("U01ADMIN", "Nothing waits for you.");
    await bot.withAnother(async (turnTo) => {
      turnTo("second");
      await bot.requestPreview("cto");
      await waitForHome("U01ADMIN", "waits for 1 minute on <@U01ADMIN>");
      turnTo("first");
      await bot.requestPreview("ceo");
      await waitForHome("U01ADMIN", /\*CEO report, [^*]*\* · for/);
    });
  });

  it("follows schedules that are declared, made, paused, resumed, run and deleted", async () => {
    const person = bot.slack.as("U02MEMBER");
    await open("U02MEMBER", "Reports that are made again and again stand here.");
    const declared =
      "schedules: { weekly: { report: cto, when: every monday 08:00, owner: U01ADMIN } }";
    await bot.editPortfolio("settings.yml", "schedules: {}", declared);
    await bot.restart(); // instead of waiting for the next look
    const weekly = "• *CTO report* · Every Monday at 08:00, Los Angeles time · next <!date^";
    await waitForHome("U02MEMBER", weekly);
    await person.command("/exec-report", "schedule cfo daily 09:00 last-month entity:jada");
    await person.click(await bot.waitForWhisper("U02MEMBER", "Nothing is saved yet."), "Save");
    await waitForHome(
      "U02MEMBER",
      /\*CFO report, last month, jada\* · Every day at 09:00.* · next/,
    );
    const saved = await bot.waitForWhisper("U02MEMBER", "Saved.");
    await person.click(saved, "Pause");
    await waitForHome("U02MEMBER", /\*CFO report[^\n]* · paused/);
    await person.click(await bot.waitForWhisper("U02MEMBER", "Paused."), "Resume");
    await waitForHome("U02MEMBER", /\*CFO report[^\n]* · next/);
    await person.click(await bot.waitForWhisper("U02MEMBER", "Resumed."), "Run now");
    await waitForHome("U02MEMBER", /Asked for by you: \*CFO report/);
    await person.click(await bot.waitForWhisper("U02MEMBER", "Made: its preview"), "Delete");
    await bot.slack.waitFor(
      () => !shownTo("U02MEMBER").includes("CFO report, last month, jada") || undefined,
      "a tab without the deleted schedule",
    );
    expect(shownTo("U02MEMBER")).toContain(weekly);
  });

  it("holds nothing up where Slack is busy or refuses it", async () => {
    await open("U01ADMIN", "Nothing waits for you.");
    bot.slack.misbehave("views.publish", { kind: "rate_limited", retryAfter: 30 }, 2);
    bot.slack.misbehave("views.publish", { kind: "error", error: "fatal_error" }, 3);
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 5");
  });

  it("says how the sender, the quota and the data stand", async () => {
    await open("U02MEMBER", /\*Sender\* ✓ verified for example\.com/);
    expect(shownTo("U02MEMBER")).toMatch(/\*Quota\* ✓ [\d,]+ of [\d,]+ left today/);
    expect(shownTo("U02MEMBER")).toContain("*Portfolio* ✓ every file is in order");
    expect(shownTo("U02MEMBER")).toMatch(/\*Sources\* .*7 entity files, the oldest as of/);
  });

  it("shows faults with their words to admins alone, and everything else all the same", async () => {
    await bot.editPortfolio("entities/jada.yml", "kind: operating", "kind: secretive");
    await open("U01ADMIN", "*Portfolio* ! Needs attention: 1 fault");
    expect(shownTo("U01ADMIN")).toContain("entities/jada.yml:");
    await open("U02MEMBER", "*Portfolio* ! Needs attention:");
    expect(shownTo("U02MEMBER")).toContain("entities/jada.yml, line");
    expect(shownTo("U02MEMBER")).not.toContain("secretive");
    expect(shownTo("U02MEMBER")).toContain("Send now");
  });
});
