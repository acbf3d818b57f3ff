import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSuppressions } from "../../src/store/suppressions.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { createUnsubscriptions } from "../../src/store/unsubscriptions.ts";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";

/** What people do about mails that failed, and about those of which nobody can know. */
let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot();
});
afterEach(() => bot.stop());

const WEB = "web@example.com";
const SECURITY = "security@example.org";

const admin = () => bot.slack.as("U01ADMIN");
const mailsTo = (address: string) =>
  bot.ses.taken.filter(({ destinations }) => destinations.includes(address)).length;

/** Has a report sent whose preview ends up with this sentence. */
async function send(sentence: string | RegExp) {
  const preview = await bot.requestPreview("cto");
  await admin().click(preview, "Approve");
  await says(preview.ts, sentence);
  return bot.current(preview) ?? preview;
}

const says = (ts: string, sentence: string | RegExp) =>
  bot.slack.waitFor(() => {
    const message = bot.slack.messages("reports").find((it) => it.ts === ts);
    if (message === undefined) return undefined;
    const text = shown(message);
    const fits = typeof sentence === "string" ? text.includes(sentence) : sentence.test(text);
    return fits ? message : undefined;
  }, `"${sentence}" in the preview`);

async function head() {
  const items = await bot.table.scan();
  return items.find((it) => String(it["dashboard_id"]).startsWith("reports#")) ?? {};
}

async function deliveryTo(name: string) {
  const items = await bot.items("delivery#");
  return items.find((it) => it["recipient_name"] === name) ?? {};
}

/** Somebody follows the link below a mail: no more reports of this type. */
async function unsubscribe(name: string) {
  const { recipient_hash: hash } = await deliveryTo(name);
  const table = createTableClient(bot.table.client, bot.table.name);
  await createUnsubscriptions({ table, clock: bot.clock }).end({
    recipientHash: String(hash),
    reportType: "cto",
  });
}

describe("a mail of which nobody can know whether it was taken", () => {
  beforeEach(() => bot.ses.misbehave({ kind: "cut_after", for: WEB }));

  it("is sent again once somebody says so, and the record names them", async () => {
    const partly = await send("Perhaps sent to Web developer");
    expect(mailsTo(WEB)).toBe(1);
    await admin().click(partly, "Send again to Web developer");
    const sent = await says(partly.ts, "sent to 5");
    expect(shown(sent)).not.toContain("Perhaps");
    expect(mailsTo(WEB)).toBe(2);
    expect(mailsTo(SECURITY)).toBe(1);
    expect(await deliveryTo("Web developer")).toMatchObject({ state: "accepted", fence: 2 });
    expect(await head()).toMatchObject({
      state: "sent",
      reopenings: [{ kind: "again", by: "U01ADMIN", at: expect.stringMatching(/Z$/) }],
    });
  });

  it("leaves nothing to do once people were told how it ended then", async () => {
    const partly = await send("Perhaps sent to Web developer");
    await admin().click(partly, "Send again to Web developer");
    await says(partly.ts, "sent to 5");
    await expect.poll(head).toMatchObject({ announced_at: expect.any(String) });
    expect(await head()).not.toHaveProperty("due_queue");
  });

  it("counts as sent once somebody says so; nothing goes out", async () => {
    const partly = await send("Perhaps sent to Web developer");
    await admin().click(partly, "Mark as sent");
    await says(partly.ts, "sent to 5");
    expect(mailsTo(WEB)).toBe(1);
    expect(await deliveryTo("Web developer")).toMatchObject({
      state: "accepted",
      delivery_status: "sent",
      marked_by: "U01ADMIN",
    });
  });

  it("is decided once: of two people the first counts, and the other reads the outcome", async () => {
    await bot.editPortfolio("settings.yml", "approver: []", "approver: [U04SECOND]");
    const partly = await send("Perhaps sent to Web developer");
    await admin().click(partly, "Mark as sent");
    await says(partly.ts, "sent to 5");
    await bot.slack.as("U04SECOND").click(partly, "Send again to Web developer");
    const told = await bot.waitForWhisper("U04SECOND", "counts as sent");
    expect(shown(told)).toContain("<@U01ADMIN>");
    expect(mailsTo(WEB)).toBe(1);
  });

  it("goes out once more and not twice when the click is delivered twice", async () => {
    const partly = await send("Perhaps sent to Web developer");
    const click = await admin().click(partly, "Send again to Web developer");
    await bot.slack.redeliver(click);
    await says(partly.ts, "sent to 5");
    await bot.slack.redeliver(click);
    await bot.restart();
    expect(mailsTo(WEB)).toBe(2);
    expect(bot.slack.ephemerals("U01ADMIN")).toEqual([]);
  });

  it("does not go again to whoever has unsubscribed since, and can still count as sent", async () => {
    const partly = await send("Perhaps sent to Web developer");
    await unsubscribe("Web developer");
    await admin().click(partly, "Send again to Web developer");
    const told = await bot.waitForWhisper("U01ADMIN", "Nothing was sent again");
    expect(shown(told)).toContain("Web developer (unsubscribed)");
    expect(await deliveryTo("Web developer")).toMatchObject({ state: "uncertain" });
    await admin().click(partly, "Mark as sent");
    await says(partly.ts, "sent to 5");
    expect(mailsTo(WEB)).toBe(1);
  });

  it("goes again to the others, and says who is left out", async () => {
    bot.ses.misbehave({ kind: "cut_after", for: SECURITY });
    const partly = await send("Perhaps sent to Security adviser, Web developer");
    await unsubscribe("Web developer");
    await admin().click(partly, "Send again to all 2");
    await bot.waitForWhisper("U01ADMIN", "Left out: Web developer (unsubscribed)");
    const still = await says(partly.ts, "sent to 4 of 5");
    expect(shown(still)).toContain("Perhaps sent to Web developer");
    expect([mailsTo(WEB), mailsTo(SECURITY)]).toEqual([1, 2]);
  });

  it("is not for those to decide who may not approve", async () => {
    const partly = await send("Perhaps sent to Web developer");
    await bot.slack.as("U02MEMBER").click(partly, "Mark as sent");
    await bot.waitForWhisper("U02MEMBER", "You may not approve or reject reports");
    expect(await deliveryTo("Web developer")).toMatchObject({ state: "uncertain" });
  });

  it("can be one of several that are decided one by one", async () => {
    bot.ses.misbehave({ kind: "cut_after", for: SECURITY });
    const partly = await send(/Perhaps sent to Security adviser, Web developer/);
    await admin().click(partly, "Decide one by one");
    const modal = await bot.slack.waitFor(() => bot.slack.modal("U01ADMIN"), "the modal");
    const web = JSON.stringify(modal.blocks).match(
      /"text":"Web developer"[^}]*\},"value":"([^"]+)"/,
    );
    await admin().submit({
      uncertain_mails: [web?.[1] ?? ""],
      uncertain_deed: "again",
    });
    const still = await says(partly.ts, "sent to 4 of 5");
    expect(shown(still)).toContain("Perhaps sent to Security adviser");
    expect([mailsTo(WEB), mailsTo(SECURITY)]).toEqual([2, 1]);
    await admin().click(still, "Mark as sent");
    await says(partly.ts, "sent to 5");
  });
});

describe("the copy for the record", () => {
  const AUDIT = "audit@example.com";

  it("is sent again, though everybody else has got the report", async () => {
    bot.ses.misbehave({ kind: "throttle", for: AUDIT }, 5);
    const sent = await send("Not sent to Audit copy");
    expect(shown(sent)).toContain("sent to 5");
    await admin().click(sent, "Retry failed");
    await expect.poll(() => mailsTo(AUDIT)).toBe(1);
    const whole = await says(sent.ts, /sent to 5(?!.*Not sent)/s);
    expect(shown(whole)).not.toContain("Audit copy");
    await expect.poll(head).toMatchObject({ state: "sent", announced_at: expect.any(String) });
    expect(mailsTo(WEB)).toBe(1);
  });

  it("counts as sent once somebody says so", async () => {
    bot.ses.misbehave({ kind: "cut_after", for: AUDIT });
    const sent = await send("Perhaps sent to Audit copy");
    await admin().click(sent, "Mark as sent");
    await says(sent.ts, /sent to 5(?!.*Perhaps)/s);
    expect(mailsTo(AUDIT)).toBe(1);
  });
});

describe("Retry failed", () => {
  it("sends the same bytes to those who did not get them, and to nobody else", async () => {
    bot.ses.misbehave({ kind: "throttle", for: WEB }, 5);
    const partly = await send("Not sent to Web developer");
    const [before] = bot.ses.taken.filter(({ destinations }) => destinations.includes(SECURITY));
    await admin().click(partly, "Retry failed");
    await says(partly.ts, "sent to 5");
    expect([mailsTo(WEB), mailsTo(SECURITY)]).toEqual([1, 1]);
    const [first, second] = [before, bot.ses.taken.at(-1)].map((call) =>
      // Whom it is for, when, and what separates its parts differ from mail to mail.
      call?.raw
        ?.replace(
          /^(?:To|Message-ID|Date|X-SES[^:]*|List-Unsubscribe):.*(?:\r?\n[ \t].*)*\r?\n/gim,
          "",
        )
        .replaceAll(/_NmP-[0-9a-f]{32}/g, ""),
    );
    expect(second).toBe(first);
    expect(await deliveryTo("Web developer")).toMatchObject({
      state: "accepted",
      calls_before: 5,
      retry_count: 5,
    });
  });

  it("gives each mail a fresh set of attempts", async () => {
    bot.ses.misbehave({ kind: "throttle", for: WEB }, 8);
    const partly = await send("Not sent to Web developer");
    await admin().click(partly, "Retry failed");
    await says(partly.ts, "sent to 5");
    expect(await deliveryTo("Web developer")).toMatchObject({ fence: 9 });
  });

  it("says what has to be mended first where a mail was refused for good", async () => {
    bot.ses.misbehave({ kind: "reject", message: "Email address is not verified.", for: WEB });
    const partly = await send("Not sent to Web developer");
    const asked = JSON.stringify(partly.blocks);
    expect(asked).toContain("First mend why one was refused for good");
    expect(asked).toContain("Email address is not verified");
  });

  it("leaves out whoever gets no reports any more, and says so", async () => {
    bot.ses.misbehave({ kind: "throttle", for: WEB }, 5);
    bot.ses.misbehave({ kind: "throttle", for: SECURITY }, 5);
    const partly = await send("Not sent to Security adviser, Web developer");
    const { recipient_hash: hash } = await deliveryTo("Web developer");
    const table = createTableClient(bot.table.client, bot.table.name);
    await createSuppressions({ table, clock: bot.clock }).add({
      recipientHash: String(hash),
      reason: "bounced",
      since: bot.clock.now().toISOString(),
      dispatchId: "01K8XG0000AAAAAAAAAAAAAAAA",
    });
    await admin().click(partly, "Retry failed");
    await bot.waitForWhisper("U01ADMIN", "Left out: Web developer (bounced)");
    await says(partly.ts, "sent to 4 of 5");
    expect([mailsTo(WEB), mailsTo(SECURITY)]).toEqual([0, 1]);
  });

  it("goes on after a restart in the middle of it", async () => {
    bot.ses.misbehave({ kind: "throttle", for: WEB }, 5);
    const partly = await send("Not sent to Web developer");
    bot.ses.misbehave({ kind: "throttle", for: WEB }, 2);
    bot.database.misbehave("refuse", "calls_before", 4);
    await admin().click(partly, "Retry failed");
    await bot.waitForWhisper("U01ADMIN", "sending was interrupted");
    await bot.restart();
    await says(partly.ts, "sent to 5");
    expect(mailsTo(WEB)).toBe(1);
  });
});
