import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ACTIONS } from "../../src/commands/views/compose/ids.ts";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { type ComposeForm, composeForm } from "../support/compose.ts";
import type { SlackMessage } from "../support/fake-slack/fake-slack.ts";
import { elementsOf } from "../support/fake-slack/find-element.ts";
import { asObject } from "../support/fake-slack/json.ts";
import { createTestClock } from "../support/test-clock.ts";

/** A report that is made again and again, put together in the form. */
let bot: TestBot;
let form: ComposeForm;
/** A Monday in Los Angeles, 05:00. */
const NOW = "2026-11-30T13:00:00.000Z";
/** The same day, 08:00. */
const DUE = "2026-11-30T16:00:00.000Z";
beforeEach(async () => {
  bot = await startTestBot({ clock: createTestClock(NOW) });
  form = composeForm(bot);
});
afterEach(() => bot.stop());

const as = (user: string) => bot.slack.as(user);
const seconds = (at: string) => new Date(at).getTime() / 1000;
const times = (text: string) =>
  [...text.matchAll(/<!date\^(\d+)/gu)].map(([, at]) => new Date(Number(at) * 1000).toISOString());
const buttonsOf = (message: SlackMessage) =>
  elementsOf(message.blocks).map(({ element }) => asObject(element["text"])["text"]);

/** Schedules as the table has them. */
async function kept() {
  return (await bot.table.scan()).filter((item) => item["dashboard_id"] === "schedules");
}

/** Opens the form and asks for a schedule in it. */
async function openOnSchedule(user = "U02MEMBER") {
  await form.open(user);
  await form.choose("when", "schedule", user);
  return await form.waitFor("The next times", user);
}

const letSchedulesSend = () =>
  bot.editPortfolio(
    "settings.yml",
    "  ceo:\n",
    "  ceo:\n    approval: { schedules_may_send: true }\n",
  );

describe("on a schedule", () => {
  it("asks when, and shows the next three times before anything is saved", async () => {
    const view = await openOnSchedule();
    expect(form.questions()).toEqual([
      ...["report", "eachPeriod", "entities", "audience", "others", "attachments", "note", "when"],
      ...["recurrence", "approvers"],
    ]);
    const said = JSON.stringify(view.blocks);
    expect(said).toContain("Every Monday at 08:00, Los Angeles time");
    expect(times(said)).toEqual([DUE, "2026-12-07T16:00:00.000Z", "2026-12-14T16:00:00.000Z"]);
    expect(said).toContain("in which you typed the command, and waits for approval.");
    expect(asObject(view["submit"])["text"]).toBe("Save");
    expect(await kept()).toEqual([]);
    await form.choose("when", "approved");
    await bot.slack.waitFor(() => !form.questions().includes("recurrence"), "the question to go");
    expect(asObject(form.view()["submit"])["text"]).toBe("Preview");
  });

  it("asks for periods that are others each time, and keeps the one that was chosen", async () => {
    await form.open();
    await form.choose("period", "2026-09");
    await form.choose("when", "schedule");
    await form.waitFor("The next times");
    expect(form.options("eachPeriod")).toEqual([
      "The month it is then (now October 2026)",
      "The month before (now September 2026)",
      "The quarter before (now Q3 2026)",
      "The year up to then (now 2026 to date)",
      "Another period …",
    ]);
    expect(form.chosen("eachPeriod")).toEqual(["The month before (now September 2026)"]);
    await form.choose("when", "approved");
    await form.waitFor("August 2026");
    expect(form.chosen("period")).toEqual(["September 2026"]);
    await form.choose("period", "2025");
    await form.choose("when", "schedule");
    await form.waitFor("Which period");
    expect(form.chosen("eachPeriod")).toEqual(["Another period …"]);
  });

  it("saves what is chosen, tells it with buttons, and makes exactly that in its time", async () => {
    await openOnSchedule();
    await as("U02MEMBER").submit({
      [ACTIONS.eachPeriod]: "last-month",
      [ACTIONS.entities]: ["jada", "qdn"],
      [ACTIONS.audience]: ["owner"],
      [ACTIONS.others]: ["web"],
      [ACTIONS.attachments]: ["csv"],
      [ACTIONS.note]: "Please look at *risks* first.",
      [ACTIONS.approvers]: ["U01ADMIN"],
    });
    expect(bot.slack.modal("U02MEMBER")).toBeUndefined();
    const told = await bot.waitForWhisper("U02MEMBER", "Saved.");
    expect(shown(told)).toContain("*CEO report, last month, jada, qdn*");
    expect(shown(told)).toContain("It goes to: Owner, Web developer.");
    expect(times(shown(told))[0]).toBe(DUE);
    expect(buttonsOf(told)).toEqual(["Pause", "Run now", "Delete"]);
    expect(bot.slack.messages("reports")).toEqual([]);
    expect(await kept()).toEqual([
      expect.objectContaining({
        made: expect.objectContaining({
          ...{ recurrence: "every monday 08:00", time_zone: "America/Los_Angeles" },
          ...{ channel: "C01REPORTS", approval: "required" },
          owner: { user_id: "U02MEMBER", team_id: "T01DEMO" },
          choices: {
            ...{ period: "last-month", entity: "jada,qdn", recipients: ["owner", "web"] },
            ...{ attachments: ["csv"], note: "Please look at *risks* first." },
            approvers: ["U01ADMIN"],
          },
        }),
      }),
    ]);
    bot.clock.advance(3 * 3_600_000);
    await bot.restart();
    const preview = await bot.waitForText("reports", "For 2 people: Owner, Web developer");
    expect(shown(preview)).toContain("September 2026");
    expect(shown(preview)).toContain("Please look at *risks* first.");
    expect(shown(preview)).toContain(`scheduled for <!date^${seconds(DUE)}^`);
    await as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 2");
    const [mail] = await bot.mails();
    expect(mail?.text).toContain("JADA and QuickDumpNow only");
    expect(mail?.text).toContain("Please look at *risks* first.");
  });

  it("shows the times of what is typed at Enter, or why there are none", async () => {
    await openOnSchedule();
    await as("U02MEMBER").enter(
      ACTIONS.recurrence,
      "first business day of the month 9:00 in Berlin",
    );
    const view = await form.waitFor(
      "On the first business day of every month at 09:00, Berlin time",
    );
    expect(times(JSON.stringify(view.blocks))).toEqual([
      "2026-12-01T08:00:00.000Z",
      "2027-01-04T08:00:00.000Z",
      "2027-02-01T08:00:00.000Z",
    ]);
    await as("U02MEMBER").enter(ACTIONS.recurrence, "every mondya 08:00");
    await form.waitFor('Did you mean "monday"?');
    expect(JSON.stringify(form.view().blocks)).not.toContain("The next times");
  });

  it.each([
    ["every mondya 08:00", 'Did you mean "monday"?'],
    ["every monday", "has no time of day"],
    ["*/5 * * * *", "more often than once an hour"],
    ["0 8 31 2 *", "never comes"],
    ["daily 09:00 in Berlln", 'Did you mean "berlin"?'],
    ["daily 09:00 last-month", "was not understood"],
  ])("says at its question what is wrong with %j, and saves nothing", async (typed, problem) => {
    await openOnSchedule();
    await as("U02MEMBER").submit({ [ACTIONS.recurrence]: typed });
    expect(form.errors()).toEqual({ recurrence: expect.stringContaining(problem) });
    expect(await kept()).toEqual([]);
  });

  it("shows other times before it saves them, and loses nothing that is chosen", async () => {
    await openOnSchedule();
    await as("U02MEMBER").submit({
      [ACTIONS.recurrence]: "every friday 7:30",
      [ACTIONS.entities]: ["jada"],
      [ACTIONS.note]: "Please read.",
    });
    await form.waitFor("Check these times, then press Save again.");
    await form.waitFor("Every Friday at 07:30, Los Angeles time");
    expect(await kept()).toEqual([]);
    await as("U02MEMBER").submit();
    const told = await bot.waitForWhisper("U02MEMBER", "Saved.");
    expect(shown(told)).toContain("*CEO report, this month, jada*\nEvery Friday at 07:30");
    expect(shown(told)).toContain("Your note stands at the top each time.");
  });

  it("is saved once, and told once, however often the form is delivered", async () => {
    await openOnSchedule();
    const sent = await as("U02MEMBER").submit();
    await bot.waitForWhisper("U02MEMBER", "Saved.");
    await bot.slack.redeliver(sent);
    await bot.restart();
    expect(await kept()).toHaveLength(1);
    expect(bot.slack.dms("U02MEMBER")).toHaveLength(1);
  });

  it("is paused, run and deleted from the message that tells of it", async () => {
    await openOnSchedule();
    await as("U02MEMBER").submit();
    const told = await bot.waitForWhisper("U02MEMBER", "Saved.");
    await as("U02MEMBER").click(told, "Pause");
    const list = await bot.waitForWhisper("U02MEMBER", "Paused. 1 schedule");
    expect(list.ts).toBe(told.ts);
    await as("U02MEMBER").click(list, "Run now");
    await bot.waitForText("reports", "CEO report");
    const made = await bot.waitForWhisper("U02MEMBER", "Made: its preview is posted.");
    await as("U02MEMBER").click(made, "Delete");
    await bot.waitForWhisper("U02MEMBER", "Deleted.");
  });

  it("is not saved for somebody who lost the right while the form was open", async () => {
    await openOnSchedule();
    await bot.editPortfolio("settings.yml", "requester: [U02MEMBER]", "requester: []");
    await as("U02MEMBER").submit();
    expect(form.errors()).toEqual({ report: expect.stringContaining("You may not ask for") });
    expect(await kept()).toEqual([]);
  });

  it("cannot take the place of a draft that is edited", async () => {
    const preview = await bot.requestPreview("cto");
    await as("U02MEMBER").click(preview, "Edit");
    await form.waitFor("Makes a fresh preview");
    expect(form.options("when")).toEqual(["Right after the approval", "At a time"]);
  });
});

describe("a schedule that sends by itself", () => {
  it("is offered to admins alone, and where the rules of the report allow it", async () => {
    await openOnSchedule("U01ADMIN");
    expect(form.questions("U01ADMIN")).not.toContain("approval");
    await letSchedulesSend();
    await form.choose("when", "schedule", "U01ADMIN");
    await form.waitFor("Approval", "U01ADMIN");
    expect(form.options("approval", "U01ADMIN")).toEqual([
      "Somebody approves it each time",
      "It is sent without anybody looking at it",
    ]);
    expect(form.chosen("approval", "U01ADMIN")).toEqual(["Somebody approves it each time"]);
    await form.choose("report", "cfo", "U01ADMIN");
    await form.waitFor("Who gets the CFO report", "U01ADMIN");
    expect(form.questions("U01ADMIN")).not.toContain("approval");
    await openOnSchedule("U02MEMBER");
    expect(form.questions("U02MEMBER")).not.toContain("approval");
  });

  /** Chooses it as an admin; nobody is asked then who approves. */
  async function choose() {
    await letSchedulesSend();
    await openOnSchedule("U01ADMIN");
    await form.choose("approval", "not_needed", "U01ADMIN");
    await form.waitFor("and is sent without approval.", "U01ADMIN");
    expect(form.questions("U01ADMIN")).not.toContain("approvers");
  }

  it("sends in its time, on record as approved by the schedule", async () => {
    await choose();
    await as("U01ADMIN").submit();
    const told = await bot.waitForWhisper("U01ADMIN", "Saved.");
    expect(shown(told)).toContain("made in your name and sent without approval");
    bot.clock.advance(3 * 3_600_000);
    await bot.restart();
    await bot.waitForText("reports", "Approved by its schedule · sent to 4");
    await as("U01ADMIN").command("/exec-report", "schedules");
    await bot.waitForWhisper("U01ADMIN", "\nsent without approval\n");
  });

  it.each([
    ["the rules do not allow it any more", "schedules_may_send: true", "schedules_may_send: false"],
    ["its owner is no admin any more", "admin: [U01ADMIN]", "admin: [U04SECOND]"],
  ])("is asked anew where %s", async (_, from, to) => {
    await choose();
    await bot.editPortfolio("settings.yml", from, to);
    if (to.startsWith("admin")) {
      await bot.editPortfolio("settings.yml", /requester: \[.*\]/u, "requester: [U01ADMIN]");
    }
    await as("U01ADMIN").submit();
    await form.waitFor("and waits for approval.", "U01ADMIN");
    expect(form.questions("U01ADMIN")).not.toContain("approval");
    expect(await kept()).toEqual([]);
    await as("U01ADMIN").submit();
    await bot.waitForWhisper("U01ADMIN", "Saved.");
    expect(await kept()).toMatchObject([{ made: { approval: "required" } }]);
  });

  it.each([
    ["the rules do not allow it", "schedules_may_send: true", "schedules_may_send: false"],
    ["its owner is no admin", "admin: [U01ADMIN]", "admin: [U04SECOND]"],
  ])("waits for people like any other where %s any more", async (_, from, to) => {
    await choose();
    await as("U01ADMIN").submit();
    await bot.waitForWhisper("U01ADMIN", "Saved.");
    await bot.editPortfolio("settings.yml", from, to);
    if (to.startsWith("admin")) {
      await bot.editPortfolio("settings.yml", /requester: \[.*\]/u, "requester: [U01ADMIN]");
    }
    bot.clock.advance(3 * 3_600_000);
    await bot.restart();
    await bot.waitForText("reports", "Approve\n");
    // A stop waits for the look to end, and cuts off what would be sent: the record tells.
    await bot.restart();
    const heads = (await bot.table.scan()).filter(({ dashboard_id: place }) =>
      String(place).startsWith("reports#"),
    );
    expect(heads).toMatchObject([{ state: "awaiting_approval" }]);
    expect(bot.ses.calls).toEqual([]);
  });
});
