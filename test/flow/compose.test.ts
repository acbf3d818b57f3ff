import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ACTIONS } from "../../src/commands/views/compose/ids.ts";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { type ComposeForm, composeForm } from "../support/compose.ts";
import { createTestClock } from "../support/test-clock.ts";

/** The form in which a report is put together, from the bare command to the mail. */
let bot: TestBot;
let form: ComposeForm;
beforeEach(async () => {
  bot = await startTestBot({ clock: createTestClock("2026-10-31T18:00:00.000Z") });
  form = composeForm(bot);
});
afterEach(() => bot.stop());

const member = () => bot.slack.as("U02MEMBER");
const callsOf = (method: string) => bot.slack.calls.filter((call) => call.method === method);

describe("the bare command", () => {
  it("opens the form without waiting for the data, which follows", async () => {
    await form.open();
    const [opened] = callsOf("views.open");
    expect(JSON.stringify(opened?.args)).not.toContain(ACTIONS.entities);
    expect(callsOf("views.update")).toMatchObject([
      { outcome: "ok", args: { hash: expect.any(String) } },
    ]);
    expect(form.questions()).toEqual([
      ...["report", "period", "entities", "audience", "others", "attachments", "note", "when"],
      "approvers",
    ]);
  });

  it("shows people by name, all of the audience chosen, whoever has not got it before as new", async () => {
    const preview = await bot.requestPreview("ceo");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 4");
    await bot.editPortfolio("settings.yml", "to: [owner, ceo, coo, finance]", "to: [owner, web]");
    await form.open();
    await form.waitFor("an audience of 2 people");
    expect(form.options("audience")).toEqual(["Owner", "Web developer (new)"]);
    expect(form.chosen("audience")).toEqual(["Owner", "Web developer (new)"]);
    expect(form.options("others")).toContain("Bookkeeper");
    expect(form.options("others")).toContain("Platform engineer (new)");
  });

  it("offers periods by their real names, the latest first", async () => {
    await form.open();
    expect(form.options("period").slice(0, 2)).toEqual(["October 2026", "September 2026"]);
    expect(form.options("period")).toEqual(
      expect.arrayContaining(["Q4 2026", "Q3 2026", "2026 to date", "2025", "Another period …"]),
    );
    expect(form.chosen("period")).toEqual(["October 2026"]);
  });

  it("opens nothing for whoever may not ask, and says so", async () => {
    await bot.slack.as("U03GUEST").command("/exec-report", "", { channel: "reports" });
    await bot.waitForWhisper("U03GUEST", "You may not ask for reports.");
    expect(bot.slack.modal("U03GUEST")).toBeUndefined();
  });

  it("says what to do where Slack finds that it took too long", async () => {
    bot.slack.misbehave("views.open", { kind: "error", error: "expired_trigger_id" });
    await member().command("/exec-report", "", { channel: "reports" });
    const told = await bot.waitForWhisper("U02MEMBER", "The form was not opened");
    expect(shown(told)).toContain("Type /exec-report again");
  });

  it("opens though the data cannot be read, and says why something is missing", async () => {
    await bot.editPortfolio("entities/jada.yml", "kind: operating", "kind: sinking");
    await bot.restart(); // so that there is no valid data from before
    await member().command("/exec-report", "", { channel: "reports" });
    await form.waitFor("entities/jada.yml");
    expect(form.questions()).not.toContain("entities");
    await member().submit();
    await bot.waitForWhisper("U02MEMBER", "entities/jada.yml");
    expect(bot.slack.messages("reports")).toEqual([]);
  });

  it("opens with the last valid data where it cannot be read any more", async () => {
    await bot.editPortfolio("entities/jada.yml", "kind: operating", "kind: sinking");
    await form.open();
    expect(form.options("entities")).toContain("JADA");
  });
});

describe("a choice in the form", () => {
  it("of the report changes audience, entities, files and approvers, and keeps the rest", async () => {
    await form.open();
    member().fill({ [ACTIONS.note]: "Please read." });
    await form.choose("report", "rental");
    await form.waitFor("Who gets the Rental report: an audience of 3 people");
    expect(form.options("audience").map((name) => name.replace(" (new)", ""))).toEqual([
      "Owner",
      "Property manager",
      "Bookkeeper",
    ]);
    expect(form.chosen("attachments")).toEqual(["CSV, one file for each table"]);
    // One entity only has units to let: there is nothing to choose.
    expect(form.questions()).not.toContain("entities");
    await member().submit();
    const preview = await bot.waitForText("reports", "Rental report");
    expect(shown(preview)).toContain("Please read.");
  });

  it("of another period asks which, and of a time asks when", async () => {
    await form.open();
    await form.choose("period", "other");
    await form.waitFor("Which period");
    await form.choose("when", "later");
    await form.waitFor("Not before");
    expect(form.questions()).toEqual(expect.arrayContaining(["typedPeriod", "sendAt"]));
    await form.choose("when", "approved");
    await bot.slack.waitFor(() => !form.questions().includes("sendAt"), "the question to go");
    expect(form.questions()).toContain("typedPeriod");
  });

  it("right after another one, made in the same view, is drawn as well", async () => {
    const seen = await form.open();
    await Promise.all([
      member().choose(seen, ACTIONS.report, "cfo"),
      member().choose(seen, ACTIONS.when, "later"),
    ]);
    await form.waitFor("Not before");
    await form.waitFor("CFO report: an audience of 3");
  });

  it("that another process has drawn over is asked again when the form is sent", async () => {
    await form.open();
    bot.slack.misbehave("views.update", { kind: "error", error: "hash_conflict" });
    await form.choose("report", "cfo");
    await bot.slack.waitFor(
      () => callsOf("views.update").some(({ outcome }) => outcome === "hash_conflict"),
      "the conflict",
    );
    await member().submit();
    await form.waitFor("What is asked depends on what is chosen.");
    await form.waitFor("CFO report: an audience of 3");
    expect(bot.slack.messages("reports")).toEqual([]);
    await member().submit();
    await bot.waitForText("reports", "CFO report");
  });

  it("that another process has drawn over keeps the entities that were chosen", async () => {
    await form.open();
    member().fill({ [ACTIONS.entities]: ["jada"] });
    bot.slack.misbehave("views.update", { kind: "error", error: "hash_conflict" });
    await form.choose("when", "later");
    await bot.slack.waitFor(
      () => callsOf("views.update").some(({ outcome }) => outcome === "hash_conflict"),
      "the conflict",
    );
    await member().submit();
    await form.waitFor("What is asked depends on what is chosen.");
    expect(form.questions()).toContain("entities");
    expect(form.options("entities")).toContain("QuickDumpNow");
    expect(form.chosen("entities")).toEqual(["JADA"]);
    const later = Math.floor(bot.clock.now().getTime() / 1000) + 7_200;
    await member().submit({ [ACTIONS.sendAt]: later });
    expect(shown(await bot.waitForText("reports", "CEO report"))).toContain("JADA only");
  });

  it("by somebody whose right was withdrawn meanwhile closes the form, with the reason", async () => {
    await form.open();
    await bot.editPortfolio("settings.yml", "requester: [U02MEMBER]", "requester: []");
    await form.choose("report", "cfo");
    const closed = await form.waitFor("You may not ask for reports.");
    expect(closed["submit"]).toBeNull();
  });

  it("while Slack does not say who belongs to a group leaves the form, with all that is in it", async () => {
    await bot.editPortfolio("settings.yml", "requester: [U02MEMBER]", "requester: [S13ASKERS]");
    bot.slack.groups.set("S13ASKERS", ["U02MEMBER"]);
    await form.open();
    bot.clock.advance(60_000);
    const fault = { kind: "error", error: "service_unavailable" } as const;
    bot.slack.misbehave("usergroups.users.list", fault);
    await form.choose("report", "cfo");
    await bot.restart(); // so that whatever the choice leads to is over
    expect(form.view()["submit"]).not.toBeNull();
    expect(bot.log.join("")).toMatch(/Slack does not say who belongs to them.*could not be drawn/);

    await member().submit({ [ACTIONS.note]: "Please read." });
    await form.waitFor("What is asked depends on what is chosen.");
    await member().submit();
    expect(shown(await bot.waitForText("reports", "CFO report"))).toContain("Please read.");
  });
});

describe("what is wrong in the form", () => {
  it.each([
    ["an unknown period", "soon", '"soon" is not a period. There are: 2026-10'],
    ["a period that has not begun", "2027-01", "January 2027 has not begun yet."],
  ])("stands at its question: %s", async (_case, typed, problem) => {
    await form.open();
    await form.choose("period", "other");
    await form.waitFor("Which period");
    await member().submit({ [ACTIONS.typedPeriod]: typed });
    expect(form.errors()).toEqual({ typedPeriod: expect.stringContaining(problem) });
    await member().submit({ [ACTIONS.typedPeriod]: "2026-Q3" });
    expect(bot.slack.modal("U02MEMBER")).toBeUndefined();
    await bot.waitForText("reports", "Q3 2026");
  });

  it("stands at its question: nobody chosen", async () => {
    await form.open();
    await member().submit({ [ACTIONS.audience]: [] });
    expect(form.errors()).toEqual({
      "audience/ceo": "Nobody is chosen. Choose at least one person.",
    });
  });

  it.each([
    ["in the past", -60_000, "This time is in the past."],
    ["now", 0, "This time is in the past."],
    ["too far ahead", 14 * 86_400_000 + 60_000, "at most 14 days ahead"],
  ])("stands at its question: a time %s", async (_case, offset, problem) => {
    await form.open();
    await form.choose("when", "later");
    await form.waitFor("Not before");
    const at = Math.floor((bot.clock.now().getTime() + offset) / 1000);
    await member().submit({ [ACTIONS.sendAt]: at });
    expect(form.errors()).toEqual({ sendAt: expect.stringContaining(problem) });
  });

  it("stands at its question: a note that is too long, up to the character", async () => {
    await form.open();
    await member().submit({ [ACTIONS.note]: "é".repeat(1_001) });
    expect(form.errors()).toEqual({
      note: "The note has 1,001 characters; 1,000 fit. Shorten it.",
    });
    await member().submit({ [ACTIONS.note]: "é".repeat(1_000) });
    await bot.waitForText("reports", "CEO report");
  });

  it("stands at its question: somebody who may not approve", async () => {
    await form.open();
    await member().submit({ [ACTIONS.approvers]: ["U01ADMIN", "U03GUEST"] });
    expect(form.errors()).toEqual({
      "approvers/ceo": expect.stringContaining("1 of those you chose may not approve"),
    });
  });

  it("stands at its question: fewer approvers than it takes", async () => {
    await bot.editPortfolio("settings.yml", "approver: []", "approver: [U04SECOND]");
    await bot.editPortfolio("settings.yml", "  ceo:\n", "  ceo:\n    approval: { approvals: 2 }\n");
    await form.open();
    await member().submit({ [ACTIONS.approvers]: ["U01ADMIN"] });
    expect(form.errors()).toEqual({
      "approvers/ceo": expect.stringContaining("It takes 2 to approve"),
    });
  });

  it("stands at its question: somebody who is not in the settings any more", async () => {
    await form.open();
    await bot.editPortfolio("settings.yml", "  coo: {", "  chief: {");
    await bot.editPortfolio("settings.yml", "to: [owner, ceo, coo, finance]", "to: [owner]");
    await bot.editPortfolio("settings.yml", "to: [owner, coo, finance]", "to: [owner]");
    await member().submit();
    expect(form.errors()).toEqual({
      "audience/ceo": expect.stringContaining("coo is not in the settings any more."),
    });
  });

  it("stands at the report: a right that was withdrawn, and nothing that was filled in is lost", async () => {
    await form.open();
    await bot.editPortfolio("settings.yml", "requester: [U02MEMBER]", "requester: []");
    await member().submit({ [ACTIONS.note]: "Please read." });
    expect(form.errors()).toEqual({ report: expect.stringContaining("You may not ask for") });
    await bot.editPortfolio("settings.yml", "requester: []", "requester: [U02MEMBER]");
    await member().submit();
    expect(shown(await bot.waitForText("reports", "CEO report"))).toContain("Please read.");
  });

  it("stands at the report: settings that cannot be read now, and nothing is lost", async () => {
    await form.open();
    await bot.editPortfolio("settings.yml", "currency: USD", "currency: dollars");
    await bot.restart(); // so that there are no valid settings from before
    await member().submit({ [ACTIONS.note]: "Please read." });
    expect(form.errors()).toEqual({ report: expect.stringMatching(/settings\.yml:\d+:\d+/) });
    await bot.editPortfolio("settings.yml", "currency: dollars", "currency: USD");
    await member().submit();
    expect(shown(await bot.waitForText("reports", "CEO report"))).toContain("Please read.");
  });
});

describe("the form, sent", () => {
  it("makes a preview where the command was typed, with all that was chosen, and mails that", async () => {
    await bot.editPortfolio("settings.yml", "approver: []", "approver: [U04SECOND]");
    await form.open();
    const later = bot.clock.now().getTime() + 2 * 3_600_000;
    await form.choose("when", "later");
    await form.waitFor("Not before");
    await member().submit({
      [ACTIONS.entities]: ["jada", "qdn"],
      [ACTIONS.audience]: ["owner", "ceo"],
      [ACTIONS.others]: ["web"],
      [ACTIONS.attachments]: ["csv"],
      [ACTIONS.note]: "Please look at <costs> & *risks* first.",
      [ACTIONS.sendAt]: Math.floor(later / 1000),
      [ACTIONS.approvers]: ["U04SECOND"],
    });
    expect(bot.slack.modal("U02MEMBER")).toBeUndefined();
    const preview = await bot.waitForText("reports", "CEO report");
    expect(shown(preview)).toContain("For 3 people: Owner, Chief executive, Web developer");
    expect(shown(preview)).toContain("Please look at <costs> & *risks* first.");
    expect(shown(preview)).toContain("o be approved by <@U04SECOND>");
    expect(shown(preview)).toMatch(/goes out <!date\^\d+\^/);
    expect(shown(preview)).toContain(".csv");
    expect(shown(preview)).not.toContain(".pdf");

    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForWhisper("U01ADMIN", "Others were chosen to approve this report.");
    await bot.slack.as("U04SECOND").click(preview, "Approve");
    await bot.waitForText("reports", "unless it is recalled");
    await bot.restart();
    expect(bot.ses.calls).toEqual([]);
    bot.clock.advance(2 * 3_600_000);
    await bot.restart();
    await bot.waitForText("reports", "sent to 3");
    const mails = (await bot.mails()).filter(({ to }) => !to.includes("audit"));
    expect(mails.map(({ to }) => to).join()).toContain("web@example.com");
    expect(mails).toHaveLength(3);
    for (const mail of mails) {
      expect(mail.html).toContain("Please look at &lt;costs&gt; &amp; *risks* first.");
      expect(mail.text).toContain("JADA and QuickDumpNow only");
    }
  });

  it("at a time can be recalled up to it", async () => {
    await form.open();
    await form.choose("when", "later");
    await form.waitFor("Not before");
    await member().submit({
      [ACTIONS.sendAt]: Math.floor(bot.clock.now().getTime() / 1000) + 7_200,
    });
    const preview = await bot.waitForText("reports", "CEO report");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    const held = await bot.waitForText("reports", "unless it is recalled");
    await bot.slack.as("U02MEMBER").click(held, "Recall");
    await bot.waitForText("reports", "recalled by <@U02MEMBER>");
    bot.clock.advance(3 * 3_600_000);
    await bot.restart();
    expect(bot.ses.calls).toEqual([]);
  });

  it("approved after its time goes out at once", async () => {
    await form.open();
    await form.choose("when", "later");
    await form.waitFor("Not before");
    await member().submit({
      [ACTIONS.sendAt]: Math.floor(bot.clock.now().getTime() / 1000) + 60,
    });
    const preview = await bot.waitForText("reports", "CEO report");
    bot.clock.advance(120_000);
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 4");
  });

  it("twice by Slack makes one preview", async () => {
    await form.open();
    const sent = await member().submit();
    await bot.slack.redeliver(sent);
    await bot.waitForText("reports", "CEO report");
    await bot.restart();
    expect(bot.slack.messages("reports")).toHaveLength(1);
  });

  it("follows a change of the audience until it is approved, unless people were chosen", async () => {
    await form.open();
    await member().submit();
    const preview = await bot.waitForText("reports", "CEO report");
    await bot.editPortfolio("settings.yml", "to: [owner, ceo, coo, finance]", "to: [owner, ceo]");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    const told = await bot.waitForWhisper("U01ADMIN", "Nothing was approved");
    expect(shown(told)).toContain("Recipient removed: Bookkeeper.");
  });

  it.each([
    ["as it was opened", undefined],
    ["after a choice", "later"],
  ] as const)("%s, follows the audience as it is by then", async (_case, when) => {
    await form.open();
    const audience = (to: string, files: string) => `to: [${to}]\n    attachments: [${files}]`;
    await bot.editPortfolio(
      "settings.yml",
      audience("owner, ceo, coo, finance", ""),
      audience("owner, ceo, coo, finance, web", "csv"),
    );
    if (when !== undefined) {
      await form.choose("when", when);
      await form.waitFor("an audience of 5 people");
      await form.waitFor("1 more of them gets it too, and is not listed.");
    }
    const later = Math.floor(bot.clock.now().getTime() / 1000) + 7_200;
    await member().submit(when === undefined ? {} : { [ACTIONS.sendAt]: later });
    const preview = shown(await bot.waitForText("reports", "CEO report"));
    expect(preview).toContain("For 5 people");
    expect(preview).toContain("Web developer");
    expect(preview).toContain(".csv");
    const [head] = (await bot.table.scan()).filter((it) => it["state"] === "awaiting_approval");
    expect(Object.keys(head?.["choices"] ?? {})).not.toContain("recipients");
    expect(Object.keys(head?.["choices"] ?? {})).not.toContain("attachments");
  });

  it("without somebody of its audience goes to whoever has joined it meanwhile", async () => {
    await form.open();
    await bot.editPortfolio(
      "settings.yml",
      "to: [owner, ceo, coo, finance]",
      "to: [web, owner, coo]",
    );
    await member().submit({ [ACTIONS.audience]: ["owner", "ceo", "finance"] });
    const preview = await bot.waitForText("reports", "CEO report");
    expect(shown(preview)).toContain("For 2 people: Web developer, Owner");
  });

  it("for a large audience goes to all of it, also to those there is no room for", async () => {
    const ids = Array.from({ length: 120 }, (_, n) => `p${n}`);
    const people = ids.map(
      (id) => `  ${id}: { name: District ${id} ${"ア".repeat(50)}, email: ${id}@example.com }\n`,
    );
    await bot.editPortfolio("settings.yml", "\npeople:\n", `\npeople:\n${people.join("")}`);
    const first = ids.slice(0, 5).join(", ");
    await bot.editPortfolio("settings.yml", "to: [owner, ceo, coo, finance]", `to: [${first}]`);
    const earlier = await bot.requestPreview("ceo");
    await bot.slack.as("U01ADMIN").click(earlier, "Approve");
    await bot.waitForText("reports", "sent to 5");
    await bot.editPortfolio("settings.yml", `to: [${first}]`, `to: [${ids.join(", ")}]`);
    await form.open();
    await form.waitFor("more of them get it too");
    await form.waitFor(/District p100 ア+ \(new\)/);
    await member().submit();
    await bot.waitForText("reports", "For 120 people");
  });

  it("with somebody who has left the settings since is not approved", async () => {
    await form.open();
    await member().submit({ [ACTIONS.audience]: ["owner"], [ACTIONS.others]: ["web"] });
    const preview = await bot.waitForText("reports", "CEO report");
    await bot.editPortfolio("settings.yml", /^ {2}web: .*\n/m, "");
    await bot.editPortfolio("settings.yml", "security, web, platform", "security, platform");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    const told = await bot.waitForWhisper("U01ADMIN", "Nothing was approved");
    expect(shown(told)).toContain("not in the settings any more: web.");
  });
});
