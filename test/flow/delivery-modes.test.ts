import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACTIONS } from "../../src/commands/views/compose/ids.ts";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { type ComposeForm, composeForm } from "../support/compose.ts";
import { textsOf } from "../support/fake-slack/dump.ts";
import type { SlackMessage } from "../support/fake-slack/fake-slack.ts";

/** What people do with the bot, the same whether Slack posts it over HTTP or sends it down a socket. */
describe.each(["http", "socket"] as const)("over %s", (mode) => {
  let bot: TestBot;
  let form: ComposeForm;
  beforeAll(async () => {
    bot = await startTestBot({ mode });
    form = composeForm(bot);
  });
  afterAll(() => bot.stop());

  const admin = () => bot.slack.as("U01ADMIN");
  const member = () => bot.slack.as("U02MEMBER");
  const waiting = () =>
    bot.slack.messages("reports").filter((message) => /^Approve$/mu.test(shown(message)));
  const says = (preview: SlackMessage, text: string) =>
    bot.slack.waitFor(() => {
      const message = bot.current(preview);
      return message !== undefined && shown(message).includes(text);
    }, `"${text}" in the preview`);

  it("a command leads to a preview, and its approval to the mails", async () => {
    const preview = await bot.requestPreview("cto");
    await admin().click(preview, "Approve");
    await says(preview, "sent to 5");
    expect(bot.ses.accepted).toHaveLength(6);
  });

  it("a form is drawn anew after a choice, says what is wrong at its question, and closes", async () => {
    await form.open();
    await form.choose("report", "rental");
    await form.waitFor("an audience of 3 people");
    const refused = await member().submit({ [ACTIONS.note]: "x".repeat(1_001) });
    expect(refused.json).toMatchObject({ response_action: "errors" });
    expect(Object.values(form.errors())).toEqual([expect.stringContaining("1,000")]);
    const sent = await member().submit({ [ACTIONS.note]: "Read this first." });
    expect(sent.body).toBe("");
    expect(bot.slack.modal("U02MEMBER")).toBeUndefined();
    const [preview] = await bot.slack.waitFor(() => waiting().length > 0 && waiting(), "a preview");
    expect(preview && shown(preview)).toContain("Read this first.");
  });

  it("a button asks with a form of its own, and what is sent in it is shown", async () => {
    const [preview] = waiting();
    if (preview === undefined) throw new Error("Nothing waits.");
    await admin().click(preview, "Reject");
    await bot.slack.waitFor(() => bot.slack.modal("U01ADMIN"), "the form");
    await admin().submit({ reason: "Rents are last month's" });
    await says(preview, "Rents are last month's");
  });

  it("the Home tab is shown when it is opened", async () => {
    await admin().openHome();
    const home = await bot.slack.waitFor(() => bot.slack.home("U01ADMIN"), "the Home tab");
    expect(textsOf(home.blocks)).toContain("Waits for you");
  });

  it("a button does nothing for whoever may not use it, and says so", async () => {
    const preview = await bot.requestPreview("logistics");
    const mails = bot.ses.calls.length;
    await bot.slack.as("U03GUEST").click(preview, "Approve");
    await bot.waitForWhisper("U03GUEST", "You may not approve or reject reports.");
    await bot.slack.as("U05RESTRICTED").command("/exec-report", "cto", { channel: "reports" });
    await bot.waitForWhisper("U05RESTRICTED", "Guests of the workspace cannot use reports here.");
    expect(bot.ses.calls).toHaveLength(mails);
    expect(shown(bot.current(preview) ?? preview)).toMatch(/^Approve$/mu);
  });

  it("what Slack delivers twice counts once", async () => {
    const before = bot.slack.messages("reports").length;
    const command = await member().command("/exec-report", "billing", { channel: "reports" });
    await bot.slack.redeliver(command);
    const preview = await bot.slack.waitFor(
      () => waiting().find((it) => shown(it).includes("Client billing")),
      "the preview",
    );
    const mails = bot.ses.calls.length;
    const click = await admin().click(preview, "Approve");
    await bot.slack.redeliver(click);
    await says(preview, "sent to 3");
    await bot.slack.redeliver(click);
    // What was begun ends before the bot does.
    await bot.restart();
    // The preview, and the summary of what went out.
    expect(bot.slack.messages("reports")).toHaveLength(before + 2);
    expect(bot.ses.calls).toHaveLength(mails + 4);
    expect(bot.slack.ephemerals("U01ADMIN")).toEqual([]);
  });
});
