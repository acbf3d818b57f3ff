import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ACTIONS } from "../../src/commands/views/compose/ids.ts";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { type ComposeForm, composeForm } from "../support/compose.ts";
import type { SlackMessage } from "../support/fake-slack/fake-slack.ts";
import { createTestClock } from "../support/test-clock.ts";

/** The button *Edit* of a preview. */
let bot: TestBot;
let form: ComposeForm;
beforeEach(async () => {
  bot = await startTestBot({ printed: true, clock: createTestClock("2026-10-31T18:00:00.000Z") });
  form = composeForm(bot);
});
afterEach(() => bot.stop());

async function edit(preview: SlackMessage, user = "U02MEMBER") {
  await bot.slack.as(user).click(preview, "Edit");
  await form.waitFor("takes the place of", user);
  await form.waitFor("Entities", user);
}

/** Edits a preview while the database does not take that the old one is over: both stand. */
async function editHalfway() {
  const preview = await bot.requestPreview("cto");
  await edit(preview);
  // As often as the database is asked before it is given up.
  bot.database.misbehave("refuse", "Replaced: it was edited", 4);
  await bot.slack.as("U02MEMBER").submit({ [ACTIONS.note]: "Second try." });
  await bot.waitForWhisper("U02MEMBER", "The database did not answer.");
  const fresh = waiting().find(({ ts }) => ts !== preview.ts);
  if (fresh === undefined) throw new Error("There is no fresh preview.");
  return { preview, fresh };
}

const waiting = () => bot.slack.messages("reports").filter((it) => /^Approve$/m.test(shown(it)));
const states = async () => {
  const heads = (await bot.table.scan()).filter((it) =>
    String(it["dashboard_id"]).startsWith("reports#"),
  );
  return heads.map(({ state }) => String(state)).toSorted();
};

describe("Edit", () => {
  it("opens the form with what the draft has, and puts a fresh one in its place", async () => {
    await bot.slack.as("U02MEMBER").command("/exec-report", "cto 2026-Q3 entity:JADA", {
      channel: "reports",
    });
    const preview = await bot.waitForText("reports", "CTO report");
    await edit(preview);
    expect(form.chosen("report")).toEqual(["CTO report"]);
    expect(form.chosen("period")).toEqual(["Q3 2026"]);
    expect(form.chosen("entities")).toEqual(["JADA"]);
    expect(form.chosen("audience")).toHaveLength(5);
    await bot.slack.as("U02MEMBER").submit({
      [ACTIONS.note]: "Second try.",
      [ACTIONS.audience]: ["owner", "cto"],
      [ACTIONS.attachments]: [],
    });
    const [fresh] = await bot.slack.waitFor(
      () => waiting().length === 1 && waiting()[0]?.ts !== preview.ts && waiting(),
      "the fresh preview",
    );
    const old = bot.current(preview);
    expect(old && shown(old)).toContain("Replaced: it was edited");
    expect(fresh && shown(fresh)).toContain("For 2 people: Owner, Technology lead");
    expect(fresh && shown(fresh)).toContain("Second try.");
    expect(fresh && shown(fresh)).not.toContain(".pdf");
    expect(fresh && shown(fresh)).toContain("Q3 2026");
    expect(await states()).toEqual(["awaiting_approval", "voided"]);

    // What was chosen is what the next edit begins with.
    if (fresh === undefined) throw new Error("There is no fresh preview.");
    await edit(fresh);
    expect(form.chosen("audience").map((name) => name.replace(" (new)", ""))).toEqual([
      "Owner",
      "Technology lead",
    ]);
    expect(form.chosen("entities")).toEqual(["JADA"]);
    expect(form.chosen("attachments")).toEqual([]);
    expect(JSON.stringify(form.view().blocks)).toContain("Second try.");
  });

  it("of a draft whose people were chosen goes to these, whoever joins the audience meanwhile", async () => {
    const waits = () => waiting().map(({ ts }) => ts);
    const first = await bot.requestPreview("cto");
    await edit(first);
    await bot.slack.as("U02MEMBER").submit({ [ACTIONS.audience]: ["owner", "cto"] });
    await bot.slack.waitFor(
      () => waits().length === 1 && !waits().includes(first.ts),
      "the second",
    );
    const [second = first] = waiting();
    await edit(second);
    await bot.editPortfolio(
      "settings.yml",
      "to: [owner, cto, security, web, platform]",
      "to: [coo, owner, cto, security, web, platform]",
    );
    await bot.slack.as("U02MEMBER").submit({ [ACTIONS.note]: "Third try." });
    const third = await bot.waitForText("reports", "Third try.");
    expect(shown(third)).toContain("For 2 people: Owner, Technology lead");
  });

  it("by two people at the same time makes one draft; the other is told", async () => {
    const preview = await bot.requestPreview("cto");
    await edit(preview, "U01ADMIN");
    await edit(preview, "U02MEMBER");
    await Promise.all([
      bot.slack.as("U01ADMIN").submit({ [ACTIONS.note]: "From the admin." }),
      bot.slack.as("U02MEMBER").submit({ [ACTIONS.note]: "From the member." }),
    ]);
    await bot.restart(); // waits for everything in flight
    expect(waiting()).toHaveLength(1);
    expect((await states()).filter((state) => state === "awaiting_approval")).toHaveLength(1);
    const told = ["U01ADMIN", "U02MEMBER"].flatMap((user) => bot.slack.dms(user)).map(shown);
    expect(told).toEqual([
      expect.stringMatching(/Replaced: it was edited|A new preview .* is on its way already/),
    ]);
  });

  it("of a draft that somebody has decided on meanwhile says so in the form", async () => {
    const preview = await bot.requestPreview("cto");
    await edit(preview);
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 5");
    await bot.slack.as("U02MEMBER").submit();
    await form.waitFor("This report has been approved and sent already.");
    expect(waiting()).toEqual([]);
  });

  it("while the database does not answer keeps the form, and what is in it", async () => {
    const preview = await bot.requestPreview("cto");
    await edit(preview);
    const head = (await bot.table.scan()).find(({ state }) => state === "awaiting_approval");
    const id = String(head?.["task_id"]);
    // As often as the database is asked before it is given up.
    bot.database.misbehave("refuse", id, 4);
    await form.choose("period", "2026-q3");
    await bot.restart(); // so that whatever the choice leads to is over
    expect(bot.database.faults).toBe(4);
    expect(form.view()["submit"]).not.toBeNull();
    expect(bot.log.join("")).toMatch(/database did not answer.*could not be drawn/);

    bot.database.misbehave("refuse", id, 4);
    await bot.slack.as("U02MEMBER").submit({ [ACTIONS.note]: "Second try." });
    expect(bot.database.faults).toBe(8);
    expect(form.errors()).toEqual({ report: expect.stringContaining("database did not answer") });

    await bot.slack.as("U02MEMBER").submit();
    await bot.slack.waitFor(() => waiting().length === 1 && waiting()[0]?.ts !== preview.ts, "it");
    const fresh = waiting().map(shown).join();
    for (const kept of ["Q3 2026", "Second try."]) expect(fresh).toContain(kept);
  });

  it("leaves the draft as it stands while Slack does not take the new preview", async () => {
    const preview = await bot.requestPreview("cto");
    await edit(preview);
    bot.slack.misbehave("chat.postMessage", { kind: "error", error: "internal_error" });
    await bot.slack.as("U02MEMBER").submit({ [ACTIONS.note]: "Second try." });
    await bot.waitForWhisper("U02MEMBER", "What it was to replace stands as it was.");
    expect(waiting().map(({ ts }) => ts)).toEqual([preview.ts]);

    await edit(preview);
    await bot.slack.as("U02MEMBER").submit({ [ACTIONS.note]: "Third try." });
    const fresh = await bot.slack.waitFor(
      () => waiting().length === 1 && waiting().find(({ ts }) => ts !== preview.ts),
      "the fresh preview",
    );
    expect(shown(fresh)).toContain("Third try.");
    expect(await states()).toEqual(["awaiting_approval", "voided", "voided"]);
  });

  describe("while the database does not take that the old draft is over", () => {
    it("sends the new one alone, once that is approved", async () => {
      const { preview, fresh } = await editHalfway();
      await bot.slack.as("U01ADMIN").click(fresh, "Approve");
      await bot.waitForText("reports", "sent to 5");
      expect(shown(bot.current(preview) ?? preview)).toContain("Replaced: a new preview");
      await bot.slack.as("U01ADMIN").click(preview, "Approve");
      await bot.waitForWhisper("U01ADMIN", "Replaced: a new preview");
      expect(await states()).toEqual(["sent", "voided"]);
    });

    it("sends the old one alone, once that is approved", async () => {
      const { preview, fresh } = await editHalfway();
      await bot.slack.as("U01ADMIN").click(preview, "Approve");
      await bot.waitForText("reports", "sent to 5");
      await bot.slack.as("U01ADMIN").click(fresh, "Approve");
      await bot.waitForWhisper("U01ADMIN", "another preview of this report was decided on first");
      expect(waiting()).toEqual([]);
      expect(await states()).toEqual(["sent", "voided"]);
    });

    it("sends one of them, where both are approved at the same time", async () => {
      const { preview, fresh } = await editHalfway();
      await Promise.all(
        [preview, fresh].map((it) => bot.slack.as("U01ADMIN").click(it, "Approve")),
      );
      await bot.waitForText("reports", "sent to 5");
      await bot.restart(); // waits for everything in flight
      expect(await states()).toEqual(["sent", "voided"]);
    });
  });

  describe("over and over, while some of it fails", () => {
    /** Edits a preview, and waits for the one that follows. */
    async function follow(preview: SlackMessage, note: string) {
      await edit(preview);
      await bot.slack.as("U02MEMBER").submit({ [ACTIONS.note]: note });
      return await bot.waitForText("reports", note);
    }

    it("sends one of three revisions, the last, where the first still stands", async () => {
      const { preview, fresh } = await editHalfway();
      const third = await follow(fresh, "Third try.");
      await bot.slack.as("U01ADMIN").click(third, "Approve");
      await bot.waitForText("reports", "sent to 5");
      await bot.slack.as("U01ADMIN").click(preview, "Approve");
      await bot.waitForWhisper("U01ADMIN", "Replaced: a new preview");
      expect(await states()).toEqual(["sent", "voided", "voided"]);
    });

    it("sends one of three revisions, the first, where that is approved", async () => {
      const { preview, fresh } = await editHalfway();
      const third = await follow(fresh, "Third try.");
      await bot.slack.as("U01ADMIN").click(preview, "Approve");
      await bot.waitForText("reports", "sent to 5");
      await bot.slack.as("U01ADMIN").click(third, "Approve");
      await bot.waitForWhisper("U01ADMIN", "another preview of this report was decided on first");
      expect(await states()).toEqual(["sent", "voided", "voided"]);
    });

    it("can be done again where the preview that followed was rejected", async () => {
      const { preview, fresh } = await editHalfway();
      await bot.slack.as("U01ADMIN").click(fresh, "Reject");
      await bot.slack.waitFor(() => bot.slack.modal("U01ADMIN"), "the modal");
      await bot.slack.as("U01ADMIN").submit({ reason: "Other people" });
      await bot.waitForText("reports", "Rejected by");
      await follow(preview, "Third try.");
      await bot.waitForText("reports", "Replaced: it was edited");
      expect(await states()).toEqual(["awaiting_approval", "rejected", "voided"]);
    });

    it("leaves no draft behind that nobody has seen and somebody could approve", async () => {
      const preview = await bot.requestPreview("cto");
      await edit(preview);
      // Which of them is current cannot be put on record.
      bot.database.misbehave("refuse", "held_by", 4);
      await bot.slack.as("U02MEMBER").submit({ [ACTIONS.note]: "Second try." });
      await bot.waitForWhisper("U02MEMBER", "The database did not answer.");
      expect(await states()).toEqual(["awaiting_approval", "voided"]);
    });
  });

  it("of a draft that somebody decides on meanwhile closes at the next choice, with the reason", async () => {
    const preview = await bot.requestPreview("cto");
    await edit(preview);
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 5");
    await form.choose("when", "later");
    const closed = await form.waitFor("approved and sent already");
    expect(closed["submit"]).toBeNull();
  });

  it("of a draft whose time is over opens nothing", async () => {
    const preview = await bot.requestPreview("cto");
    bot.clock.advance(24 * 3_600_000);
    await bot.slack.as("U02MEMBER").click(preview, "Edit");
    await bot.waitForWhisper("U02MEMBER", "Nobody decided on this report in time");
    expect(bot.slack.modal("U02MEMBER")).toBeUndefined();
  });

  it("opens nothing for whoever may not ask, and says what to do where it took too long", async () => {
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U03GUEST").click(preview, "Edit");
    await bot.waitForWhisper("U03GUEST", "You may not ask for reports.");
    bot.slack.misbehave("views.open", { kind: "error", error: "expired_trigger_id" });
    await bot.slack.as("U02MEMBER").click(preview, "Edit");
    const told = await bot.waitForWhisper("U02MEMBER", "The form was not opened");
    expect(shown(told)).toContain("Press Edit again.");
  });

  it("takes the first of two approvals with the draft it was given for", async () => {
    await bot.editPortfolio("settings.yml", "approver: []", "approver: [U04SECOND]");
    await bot.editPortfolio("settings.yml", "  cto:\n", "  cto:\n    approval: { approvals: 2 }\n");
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    const partly = await bot.waitForText("reports", "1 of 2");
    await edit(partly);
    await bot.slack.as("U02MEMBER").submit({ [ACTIONS.note]: "More." });
    const fresh = await bot.slack.waitFor(
      () => waiting().find(({ ts }) => ts !== preview.ts),
      "the fresh preview",
    );
    await bot.slack.as("U04SECOND").click(fresh, "Approve");
    await bot.waitForText("reports", "1 of 2: approved by <@U04SECOND>");
    expect(bot.ses.calls).toEqual([]);
  });
});
