import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ACTIONS } from "../../src/commands/views/compose/ids.ts";
import { CHOOSE_REPORT_ACTION } from "../../src/commands/views/home-send.ts";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { composeForm } from "../support/compose.ts";
import { textsOf } from "../support/fake-slack/dump.ts";

/** The main job through the front door: signed HTTP in, Slack, DynamoDB and SES out. */
let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot();
});
afterEach(() => bot.stop());

const AUDIENCE = 5;

describe("/exec-report cto", () => {
  it("is acknowledged at once, with nothing", async () => {
    const { slack } = bot;
    const answer = await slack
      .as("U02MEMBER")
      .command("/exec-report", "cto", { channel: "reports" });
    expect(answer).toMatchObject({ status: 200, body: "" });
  });

  it("shows headline, figures, recipients and the two buttons", async () => {
    const preview = await bot.requestPreview("cto");
    const text = shown(preview);
    expect(text).toContain("CTO report · October 2026");
    expect(text).toContain("$50–84");
    expect(text).toMatch(/For 5 people: .+; one audit copy/);
    expect(text).toMatch(/as of/);
    expect(text).toContain("<@U02MEMBER>");
    expect(text).toContain("Approve");
    expect(text).toContain("Reject");
    expect(bot.ses.calls).toEqual([]);
  });

  it("is sent after approval: one mail each, one audit copy, a summary, and the record", async () => {
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "Approved by <@U01ADMIN> · sent to 5");

    const mails = await bot.mails();
    expect(mails).toHaveLength(AUDIENCE + 1);
    expect(new Set(mails.map(({ destinations }) => destinations.join())).size).toBe(AUDIENCE + 1);
    for (const { destinations } of mails) expect(destinations).toHaveLength(1);
    expect(
      mails.filter(({ destinations }) => destinations[0] === "audit@example.com"),
    ).toHaveLength(1);
    for (const mail of mails) {
      expect(mail.subject).toMatch(/^CTO report · October 2026/);
      expect(mail.html).toContain("$50–84");
      expect(mail.text).toContain("$50–84");
      expect(mail.raw).toMatch(/^Content-Type: multipart\/alternative/m);
    }
    expect(bot.ses.calls.every(({ action }) => action === "SendRawEmail")).toBe(true);

    const sent = bot.current(preview);
    expect(sent && shown(sent)).not.toContain("Reject");
    await bot.slack.waitFor(() => bot.slack.messages("reports").length === 2, "the summary");
    const summary = bot.slack.messages("reports")[1];
    expect(summary && shown(summary)).toContain("CTO report · October 2026");
    expect(summary && shown(summary)).toContain("sent to 5");
  });

  it("leaves one head and one delivery for each recipient in the table", async () => {
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 5");
    const deliveries = await bot.items("delivery#");
    expect(deliveries).toHaveLength(AUDIENCE);
    for (const delivery of deliveries) {
      expect(delivery).toMatchObject({
        dashboard_id: expect.stringMatching(/^dispatch#/),
        report_type: "cto",
        delivery_status: "sent",
        retry_count: 0,
        generated_at: expect.stringMatching(/^\d{4}-.*Z$/),
        recipient_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        ses_message_id: expect.any(String),
      });
    }
    expect(await bot.items("audit#")).toHaveLength(1);
    const heads = (await bot.table.scan()).filter((it) =>
      String(it["dashboard_id"]).startsWith("reports#"),
    );
    expect(heads).toMatchObject([
      { report_type: "cto", state: "sent", approval: { by: "U01ADMIN" } },
    ]);
    expect(JSON.stringify(await bot.table.scan())).not.toMatch(/@example/);
  });

  it("posts the summary in the reports channel, wherever the command was typed", async () => {
    await bot.slack.as("U02MEMBER").command("/exec-report", "ceo", { channel: "general" });
    const preview = await bot.slack.waitFor(() => bot.slack.messages("general")[0], "the preview");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", /sent to \d/);
    expect(bot.slack.messages("reports")).toHaveLength(1);
    expect(bot.slack.messages("general")).toHaveLength(1);
  });

  it("keeps addresses out of the log", async () => {
    const preview = await bot.requestPreview("cto");
    bot.ses.misbehave({
      kind: "reject",
      message: "Email address is not verified: cto@example.com",
    });
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 4 of 5");
    expect(bot.log.length).toBeGreaterThan(0);
    expect(bot.log.join("")).not.toMatch(/@example/);
  });
});

describe("Reject", () => {
  it("asks for a reason and shows it; nothing is sent", async () => {
    const { slack } = bot;
    const preview = await bot.requestPreview("cto");
    await slack.as("U01ADMIN").click(preview, "Reject");
    await slack.waitFor(() => slack.modal("U01ADMIN"), "the modal");
    await slack.as("U01ADMIN").submit({ reason: "AWS costs are last month's" });
    const rejected = await bot.waitForText("reports", "Rejected by <@U01ADMIN>");
    expect(shown(rejected)).toContain("AWS costs are last month's");
    expect(shown(rejected)).not.toContain("Approve");
    expect(bot.ses.calls).toEqual([]);
    expect(slack.modal("U01ADMIN")).toBeUndefined();
  });

  it("wants words, not blanks", async () => {
    const { slack } = bot;
    const preview = await bot.requestPreview("cto");
    await slack.as("U01ADMIN").click(preview, "Reject");
    await slack.waitFor(() => slack.modal("U01ADMIN"), "the modal");
    await slack.as("U01ADMIN").submit({ reason: "   " });
    expect(slack.modalErrors("U01ADMIN")).toEqual({ reason: expect.stringMatching(/few words/) });
    expect(slack.modal("U01ADMIN")).toBeDefined();
  });
});

describe("/exec-report help and everything it does not know", () => {
  it.each(["help", "  HELP "])("explains itself on %j, to the asker only", async (text) => {
    await bot.slack.as("U03GUEST").command("/exec-report", text, { channel: "reports" });
    const help = await bot.waitForWhisper("U03GUEST", "`cto`");
    expect(shown(help)).toContain("`ceo`");
    expect(bot.slack.messages("reports")).toEqual([]);
  });

  it("names an entity of the portfolio to those who may ask, and none to others", async () => {
    await bot.slack.as("U02MEMBER").command("/exec-report", "help", { channel: "reports" });
    const help = await bot.waitForWhisper("U02MEMBER", "last-month entity:");
    expect(shown(help)).toContain("last-month entity:dc`");
    await bot.slack.as("U03GUEST").command("/exec-report", "help", { channel: "reports" });
    const other = await bot.waitForWhisper("U03GUEST", "last-month entity:");
    expect(shown(other)).toContain("last-month entity:NAME`");
  });

  it("answers an unknown type with what to type instead", async () => {
    await bot.slack.as("U02MEMBER").command("/exec-report", "ctoo", { channel: "reports" });
    const answer = await bot.waitForWhisper("U02MEMBER", "ctoo");
    expect(shown(answer)).toContain('Did you mean "cto"?');
    expect(bot.slack.messages("reports")).toEqual([]);
  });

  it("answers words it cannot use", async () => {
    await bot.slack
      .as("U02MEMBER")
      .command("/exec-report", "cto now please", { channel: "reports" });
    await bot.waitForWhisper(
      "U02MEMBER",
      '"please" was not understood. Type for example /exec-report cto last-month',
    );
    expect(bot.slack.messages("reports")).toEqual([]);
  });
});

describe("a period and an entity", () => {
  it("may be a name in Slack's own quotes; the preview says which facts are newer", async () => {
    const preview = await bot.requestPreview("ceo last-month entity:“Rental property”");
    expect(shown(preview)).toContain("September 2026");
    expect(shown(preview)).toContain("; some facts are newer: risks and assets (Oct ");
  });

  it("can be chosen in the command, and are named in the preview", async () => {
    const preview = await bot.requestPreview("cto 2026-09 entity:jada");
    expect(shown(preview)).toContain("CTO report · September 2026");
    expect(shown(preview)).toContain("Worked out for Sep 30, 2026");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 5");
    const [mail] = await bot.mails();
    expect(mail?.text).toContain("Harbor Portfolio, JADA only");
    expect(mail?.text).not.toContain("QuickDumpNow");
  });

  it.each([
    ["cto 2026-13", '"2026-13" is not a period. There are: 2026-10'],
    ["cto 2027-01", "January 2027 has not begun yet."],
    ["cto entity:jadda", 'Did you mean "jada"?'],
  ])("that do not exist are answered: %s", async (text, answer) => {
    await bot.slack.as("U02MEMBER").command("/exec-report", text, { channel: "reports" });
    await bot.waitForWhisper("U02MEMBER", answer);
    expect(bot.slack.messages("reports")).toEqual([]);
  });
});

describe("rights", () => {
  it("let nobody without a role ask", async () => {
    await bot.slack.as("U03GUEST").command("/exec-report", "cto", { channel: "reports" });
    const answer = await bot.waitForWhisper("U03GUEST", "You may not ask for reports.");
    expect(shown(answer)).toMatch(/Ask an admin to add U03GUEST to "requester"/);
    expect(bot.slack.messages("reports")).toEqual([]);
  });

  it.each(["Approve", "Reject"])("are checked again when somebody presses %s", async (button) => {
    const preview = await bot.requestPreview("cto");
    for (const user of ["U02MEMBER", "U03GUEST"]) {
      await bot.slack.as(user).click(preview, button);
      await bot.waitForWhisper(user, "You may not approve or reject reports.");
      expect(bot.slack.modal(user)).toBeUndefined();
    }
    expect(bot.current(preview)).toEqual(preview);
    expect(bot.ses.calls).toEqual([]);
  });

  it("follow settings.yml at once, without a restart", async () => {
    const preview = await bot.requestPreview("cto");
    await bot.editPortfolio("settings.yml", "U01ADMIN", "U02MEMBER, U09OTHER");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForWhisper("U01ADMIN", "You may not approve");
    await bot.slack.as("U02MEMBER").click(preview, "Approve");
    await bot.waitForText("reports", "Approved by <@U02MEMBER> · sent to 5");
  });
});

describe("the data", () => {
  it("changed in the portfolio changes the report's figures, text and chart", async () => {
    const before = await bot.requestPreview("cto");
    await bot.editPortfolio("entities/jada.yml", "{ low: 4, high: 9 }", "{ low: 4, high: 109 }");
    const after = await bot.requestPreview("cto");
    expect(shown(before)).toContain("$50–84");
    expect(shown(after)).toContain("$50–184");
    await bot.slack.as("U01ADMIN").click(after, "Approve");
    await bot.waitForText("reports", "sent to 5");
    const [mail] = await bot.mails();
    expect(mail?.html).toContain("$50–184");
    expect(mail?.text).toContain("$50–184");
    expect(mail?.html).not.toContain("$50–84");
  });

  it("that is broken is told with file, line and column, and the last valid one stays in use", async () => {
    const before = await bot.requestPreview("cto");
    await bot.editPortfolio("entities/jada.yml", "{ low: 4, high: 9 }", "{ low: 4, high: nine }");
    const after = await bot.requestPreview("cto");
    const told = await bot.waitForWhisper(
      "U02MEMBER",
      /entities\/jada\.yml:\d+:\d+ cloud\.services\[0\]\.monthly\.high/,
    );
    expect(shown(told)).toContain("as it was before its last change");
    expect(shown(after)).toContain("before a change that cannot be read");
    expect(shown(after)).toContain("$50–84");
    expect(shown(before)).not.toContain("before a change");

    await bot.editPortfolio("entities/jada.yml", "{ low: 4, high: nine }", "{ low: 4, high: 109 }");
    const mended = await bot.requestPreview("cto");
    expect(shown(mended)).toContain("$50–184");
    expect(shown(mended)).not.toContain("before a change");
  });

  it("that was never valid is refused with every fault", async () => {
    await bot.editPortfolio("settings.yml", /^currency: .*$/m, "currency: Dollars");
    await bot.restart();
    await bot.slack.as("U02MEMBER").command("/exec-report", "cto", { channel: "reports" });
    const answer = await bot.waitForWhisper("U02MEMBER", /settings\.yml:\d+:\d+ currency/);
    expect(shown(answer)).toContain("1 fault");
    expect(bot.slack.messages("reports")).toEqual([]);
  });

  it("that is broken elsewhere does not keep anybody from deciding on what they were shown", async () => {
    const preview = await bot.requestPreview("cto");
    await bot.editPortfolio("entities/jada.yml", "kind: operating", "kind: sinking");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 5");
  });

  it("is shown to nobody without a role, not even in a fault", async () => {
    await bot.editPortfolio("entities/jada.yml", "kind: operating", "kind: secret-kind");
    await bot.slack.as("U03GUEST").command("/exec-report", "cto", { channel: "reports" });
    await bot.waitForWhisper("U03GUEST", "You may not ask for reports.");
    await bot.editPortfolio(
      "settings.yml",
      "email: cto@example.com",
      "email: cto(at)secret-company",
    );
    await bot.restart(); // Nothing valid is known any more, not even the roles.
    await bot.slack.as("U03GUEST").command("/exec-report", "cto", { channel: "reports" });
    const faults = await bot.waitForWhisper("U03GUEST", /settings\.yml:\d+:\d+ people\.cto\.email/);
    expect(JSON.stringify(bot.slack.ephemerals("U03GUEST"))).not.toContain("secret");
    expect(shown(faults)).toContain("npm run doctor");
  });
});

describe("a report for which nobody is named", () => {
  const CTO_AUDIENCE = / {2}cto:\n {4}to: \[.*\]\n(?: {4}.*\n)*/;
  const lastResort = { RECIPIENT_EMAIL: "boss@private.example" };

  it("goes to the recipient of last resort, whose address is shown and recorded nowhere", async () => {
    await bot.restart(lastResort);
    await bot.editPortfolio("settings.yml", CTO_AUDIENCE, "");
    const preview = await bot.requestPreview("cto");
    expect(shown(preview)).toContain("For 1 person: Recipient of last resort");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 1");
    expect(bot.ses.taken.map(({ destinations }) => destinations[0])).toContain(
      "boss@private.example",
    );
    expect(JSON.stringify(await bot.table.scan())).not.toContain("private.example");
    expect(JSON.stringify(bot.slack.messages("reports"))).not.toContain("private.example");
  });

  it.each([
    ["has no audience", ""],
    ["has an empty one", "  cto: { to: [] }\n"],
  ])("can be put together and edited in the form where it %s", async (_, audience) => {
    await bot.restart(lastResort);
    await bot.editPortfolio("settings.yml", CTO_AUDIENCE, audience);
    const form = composeForm(bot);
    await form.open();
    await form.choose("report", "cto");
    await form.waitFor(
      "The settings name nobody for this report: it goes to Recipient of last resort, unless",
    );
    await bot.slack.as("U02MEMBER").submit();
    const preview = await bot.waitForText("reports", "For 1 person: Recipient of last resort");
    await bot.slack.as("U02MEMBER").click(preview, "Edit");
    await form.waitFor("takes the place of");
    await form.waitFor("Entities");
    await bot.slack.as("U02MEMBER").submit({ [ACTIONS.note]: "Second try." });
    const fresh = await bot.waitForText("reports", "Second try.");
    expect(shown(fresh)).toContain("For 1 person: Recipient of last resort");
    // Whoever is chosen gets it in the place of that recipient.
    await bot.slack.as("U02MEMBER").click(fresh, "Edit");
    await form.waitFor("takes the place of");
    await form.waitFor("Entities");
    await bot.slack.as("U02MEMBER").submit({ [ACTIONS.others]: ["web"] });
    await bot.waitForText("reports", "For 1 person: Web developer");
  });

  it("names who gets it on the Home tab", async () => {
    await bot.restart(lastResort);
    await bot.editPortfolio("settings.yml", CTO_AUDIENCE, "");
    const home = () => bot.slack.home("U02MEMBER");
    const says = (text: string) =>
      bot.slack.waitFor(
        () => textsOf(home()?.blocks).join("\n").includes(text) && home(),
        `"${text}" on the Home tab`,
      );
    await bot.slack.as("U02MEMBER").openHome();
    const opened = await says("*Goes to 4 people:*");
    await bot.slack.as("U02MEMBER").choose(opened, CHOOSE_REPORT_ACTION, "cto");
    await says("*Goes to 1 person:* Recipient of last resort");
    await bot.restart({ RECIPIENT_EMAIL: "" });
    await bot.slack.as("U02MEMBER").openHome();
    await says("*Goes to:* nobody yet");
  });

  it("is approved by whoever may, though the settings name no audience at all", async () => {
    await bot.restart(lastResort);
    await bot.editPortfolio(
      "settings.yml",
      /^audiences:\n(?: .*\n)+/m,
      "audiences: {}\napproval: { approvers: [U04SECOND] }\n",
    );
    await bot.editPortfolio("settings.yml", "viewer: []", "viewer: [U04SECOND]");
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U04SECOND").click(preview, "Approve");
    await bot.waitForText("reports", "Approved by <@U04SECOND> · sent to 1");
  });

  it("cannot be put together in the form where there is no such recipient either", async () => {
    await bot.editPortfolio("settings.yml", CTO_AUDIENCE, "");
    const form = composeForm(bot);
    await form.open();
    await form.choose("report", "cto");
    await bot.slack.waitFor(() => !form.questions().includes("audience"), "the question to go");
    await bot.slack.as("U02MEMBER").submit();
    expect(form.errors()).toEqual({
      "others/cto": "Nobody is chosen. Choose at least one person.",
    });
  });

  it("is not drafted where there is no such recipient either", async () => {
    await bot.editPortfolio("settings.yml", CTO_AUDIENCE, "");
    await bot.slack.as("U02MEMBER").command("/exec-report", "cto", { channel: "reports" });
    const told = await bot.waitForWhisper("U02MEMBER", 'Nobody is in the audience of "cto"');
    expect(shown(told)).toContain("settings.yml");
  });
});
