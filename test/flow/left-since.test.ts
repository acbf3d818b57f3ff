import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sesEvent } from "../../demo/ses-event.ts";
import { createLocalSns, type LocalSns, TOPIC } from "../../demo/sns.ts";
import { ACTIONS } from "../../src/commands/views/compose/ids.ts";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { composeForm } from "../support/compose.ts";
import type { SlackMessage } from "../support/fake-slack/fake-slack.ts";
import { createTestClock } from "../support/test-clock.ts";

/** People who unsubscribe, or whose mail bounces, after a report was approved and before it goes out. */
let bot: TestBot;
let sns: LocalSns;
beforeEach(async () => {
  const clock = createTestClock("2026-10-31T18:00:00.000Z");
  sns = createLocalSns(clock);
  const env = { SES_EVENTS_TOPIC_ARN: TOPIC, PUBLIC_URL: "https://reports.example.com" };
  bot = await startTestBot({ env, clock, fetchText: sns.fetchText });
});
afterEach(() => bot.stop());

const MINUTE = 60_000;
const DAY = 86_400_000;
const admin = () => bot.slack.as("U01ADMIN");

const says = (preview: SlackMessage, text: string | RegExp) =>
  bot.slack.waitFor(() => {
    const now = bot.current(preview);
    const said = now === undefined ? "" : shown(now);
    return (typeof text === "string" ? said.includes(text) : text.test(said)) && said;
  }, `"${text}" in the preview`);

/** Has a report sent at once, so that everybody has a mail of it. */
async function send(report: string, sentence: string) {
  const preview = await bot.requestPreview(report);
  await admin().click(preview, "Approve");
  await says(preview, sentence);
}

const hold = (report: string) =>
  bot.editPortfolio(
    "settings.yml",
    `  ${report}:\n    to:`,
    `  ${report}:\n    approval: { hold: 10m }\n    to:`,
  );

/** Approves it, and has it wait for ten minutes. */
async function approveHeld(report: string) {
  const preview = await bot.requestPreview(report);
  await admin().click(preview, "Approve");
  await says(preview, "unless it is recalled");
  return preview;
}

/** By the link in the last mail to somebody. */
async function unsubscribe(address: string) {
  const mail = (await bot.mails()).findLast(({ destinations }) => destinations[0] === address);
  const link = /List-Unsubscribe: <([^>]+)>/.exec(mail?.headers ?? "")?.[1] ?? "";
  const body = "List-Unsubscribe=One-Click";
  const answer = await fetch(`${bot.url}${new URL(link).pathname}`, { method: "POST", body });
  expect(answer.status).toBe(200);
}

/** The last mail to somebody comes back. */
async function bounce(address: string) {
  const call = bot.ses.taken.findLast(({ destinations }) => destinations.includes(address));
  if (call === undefined) throw new Error(`no mail to ${address}`);
  const body = JSON.stringify(sns.message(sesEvent("Bounce", call, bot.clock.now())));
  expect((await fetch(`${bot.url}/ses/events`, { method: "POST", body })).status).toBe(200);
}

/** Whom the mails since then went to. */
const sentTo = (before: number) =>
  bot.ses.taken.slice(before).flatMap(({ destinations }) => destinations);

const inThread = (preview: SlackMessage) =>
  bot.slack
    .messages("reports")
    .filter(({ thread_ts: thread }) => thread === preview.ts)
    .map(shown)
    .join("\n");

describe("whoever has left between approval and sending", () => {
  it("does not get a report that goes out a day later, nor when what failed is sent again", async () => {
    await send("cto", "sent to 5");
    const form = composeForm(bot);
    await form.open();
    await form.choose("report", "cto");
    await form.waitFor("an audience of 5 people");
    await form.choose("when", "later");
    await form.waitFor("Not before");
    const tomorrow = Math.floor((bot.clock.now().getTime() + DAY) / 1000);
    await bot.slack.as("U02MEMBER").submit({ [ACTIONS.sendAt]: tomorrow });
    const preview = await bot.waitForText("reports", /^Approve$/m);
    await admin().click(preview, "Approve");
    await says(preview, "unless it is recalled");
    await unsubscribe("web@example.com");

    const before = bot.ses.taken.length;
    bot.clock.advance(DAY);
    const reason = "Not sent to Web developer: unsubscribed since the preview.";
    expect(await says(preview, reason)).toContain("sent to 4 of 5");
    await bot.slack.waitFor(() => inThread(preview).includes(reason), "the reason in the thread");
    await bot.slack.waitFor(
      () => bot.slack.messages("reports").filter((it) => /sent to 4 of 5/.test(shown(it)))[1],
      "the summary",
    );
    const to = sentTo(before);
    expect(to).toHaveLength(5);
    expect(to).not.toContain("web@example.com");
    expect(bot.ses.calls).toHaveLength(bot.ses.taken.length);

    await admin().click(bot.current(preview) ?? preview, "Retry failed");
    await bot.waitForWhisper("U01ADMIN", "Nothing was sent again: Web developer (unsubscribed).");
    expect(sentTo(before)).toHaveLength(5);
  });

  it("does not get what waits for the mail service meanwhile", async () => {
    await send("cto", "sent to 5");
    bot.ses.misbehave({ kind: "paused" }, 100);
    const preview = await bot.requestPreview("cto");
    await admin().click(preview, "Approve");
    await says(preview, "waits: the mail account is paused");
    await unsubscribe("web@example.com");
    await bot.ses.clear();
    bot.clock.advance(301_000);
    await bot.restart();
    await says(preview, "sent to 4 of 5");
    expect(sentTo(0)).not.toContain("web@example.com");
    await says(preview, "Not sent to Web developer: unsubscribed since the preview.");
  });

  it("may be everybody: then it goes to nobody", async () => {
    await hold("rental");
    await bot.editPortfolio("settings.yml", "[owner, property, finance]", "[property, finance]");
    await send("billing", "sent to 3");
    await bot.editPortfolio("settings.yml", "to: [owner, finance, clients]", "to: [property]");
    await send("billing", "sent to 1");
    const preview = await approveHeld("rental");
    await bounce("finance@example.com");
    await bounce("property@example.com");
    const before = bot.ses.taken.length;
    bot.clock.advance(10 * MINUTE);
    const reason = "mail to this address bounced since the preview.";
    const said = await says(preview, `Not sent to Property manager, Bookkeeper: ${reason}`);
    expect(said).toContain("Approved by <@U01ADMIN> · not sent");
    expect(sentTo(before)).toEqual(["audit@example.com"]);
  });
});

describe("a mail that several share", () => {
  it("is not sent where mail to one of them has bounced since, and says what can be done", async () => {
    await hold("accounting");
    await send("cfo", "sent to 3");
    const preview = await approveHeld("accounting");
    await bounce("finance@example.com");
    const before = bot.ses.taken.length;
    bot.clock.advance(10 * MINUTE);
    await says(
      preview,
      "Not sent to Owner, Bookkeeper, Accounting adviser: mail to Bookkeeper bounced since the preview, and all of them share one mail. Ask for the report again for the others.",
    );
    expect(sentTo(before)).toEqual(["audit@example.com"]);
  });

  it("goes to all where nobody of them has left", async () => {
    await hold("accounting");
    const preview = await approveHeld("accounting");
    bot.clock.advance(10 * MINUTE);
    await says(preview, "sent to 3");
    expect(bot.ses.taken[0]?.destinations).toHaveLength(3);
  });
});
