import { afterEach, describe, expect, it } from "vitest";
import { shown, startTestBot, type TestBot, type TestBotOptions } from "../support/bot.ts";

/** What the mail account allows, as people meet it in Slack. */
let bot: TestBot;
afterEach(() => bot.stop());

const start = async (account: TestBotOptions["account"] = {}) => {
  bot = await startTestBot({ account });
};

const approve = async () => {
  const preview = await bot.requestPreview("cto");
  await bot.slack.as("U01ADMIN").click(preview, "Approve");
  return preview;
};

/** As if so much time had passed and the sweep came by. */
const sweepAfter = async (milliseconds: number) => {
  bot.clock.advance(milliseconds);
  await bot.restart();
};

/** A sender whose domain is below one that others send from, too. */
const BELOW = { SES_FROM_ADDRESS: "Exec Report <reports@mail.example.com>" };

/** As if nobody had told SES about the sender, nor about its domain. */
const onlyParent = () => {
  const { account } = bot.ses;
  account.identities
    .set("reports@mail.example.com", "NotStarted")
    .set("mail.example.com", "NotStarted");
  return account;
};

const headState = async () =>
  (await bot.table.scan()).find((it) => String(it["dashboard_id"]).startsWith("reports#"))?.[
    "state"
  ];

describe("the preview", () => {
  it("says what sending takes, and what is worth knowing", async () => {
    await start({ maxSendRate: 1, max24HourSend: 200 });
    bot.ses.account.unsigned.add("reports@example.com").add("example.com");
    const preview = await bot.requestPreview("cto");
    expect(shown(preview)).toContain("About 7 s to send, and 6 of the 200 left of today's quota");
    expect(shown(preview)).toContain("aws ses verify-domain-dkim --domain example.com");
    expect(shown(preview)).toContain("in the sandbox: only verified addresses get mail");
  });

  it("is approved where the only identity is a domain above the sender's, which signs as well", async () => {
    bot = await startTestBot({ env: BELOW });
    onlyParent();
    const preview = await approve();
    expect(shown(preview)).not.toMatch(/verified|DKIM/);
    await bot.waitForText("reports", "sent to 5");
    expect((await bot.mails())[0]?.headers).toContain("reports@mail.example.com");
  });

  it("names the domain whose mails are not signed, also where it is above the sender's", async () => {
    bot = await startTestBot({ env: BELOW });
    onlyParent().unsigned.add("example.com");
    const preview = await bot.requestPreview("cto");
    expect(shown(preview)).toContain("aws ses verify-domain-dkim --domain example.com ");
  });

  it("is made all the same where SES does not say", async () => {
    await start();
    for (const action of ["GetSendQuota", "GetIdentityVerificationAttributes"]) {
      bot.ses.misbehave({ kind: "http", status: 503, action }, 100);
    }
    bot.clock.advance(600_000);
    const preview = await approve();
    expect(shown(preview)).not.toContain("left of today's quota");
    await bot.waitForText("reports", "sent to 5");
    expect(bot.ses.taken).toHaveLength(6);
  });
});

describe("a report is sent at a slow pace where SES", () => {
  it.each([
    ["names no rate", undefined],
    ["names a rate of 0", 0],
  ])("%s", async (_, maxSendRate) => {
    await start({ maxSendRate });
    const preview = await approve();
    expect(shown(preview)).toContain("About 7 s to send");
    await bot.waitForText("reports", "sent to 5");
    expect(bot.ses.taken).toHaveLength(6);
  });
});

describe("an approval is refused, with what mends it, while", () => {
  const expectRefusal = async (...texts: readonly (string | RegExp)[]) => {
    await approve();
    const told = await bot.waitForWhisper("U01ADMIN", "Nothing was approved or sent.");
    for (const text of texts) expect(shown(told)).toMatch(text);
    await bot.restart();
    expect(await headState()).toBe("awaiting_approval");
    expect(bot.ses.calls).toEqual([]);
  };

  it("the sender is not verified; it works as soon as it is", async () => {
    await start();
    const { identities } = bot.ses.account;
    identities.set("reports@example.com", "Pending").set("example.com", "NotStarted");
    await expectRefusal(
      /verified neither reports@example\.com nor example\.com in us-east-1/,
      /aws ses verify-email-identity --email-address reports@example\.com --region us-east-1/,
    );
    const preview = bot.slack.messages("reports")[0];
    if (preview === undefined) throw new Error("there is no preview");
    expect(shown(preview)).toContain("aws ses verify-email-identity");
    const head = (await bot.table.scan()).find((it) => it["forecast"] !== undefined);
    expect(JSON.stringify(head)).not.toContain("reports@example.com");
    identities.clear();
    bot.clock.advance(10_000);
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 5");
  });

  it("sending is switched off", async () => {
    await start({ sendingEnabled: false });
    await expectRefusal(/aws ses update-account-sending-enabled --enabled --region us-east-1/);
  });

  it("the quota does not suffice", async () => {
    await start({ max24HourSend: 5 });
    await expectRefusal(/goes to 6, and today's Amazon SES quota has 5 left/, /servicequotas/);
  });
});

describe("what is approved and cannot go out", () => {
  it("for today's quota waits in the preview, and goes out when it frees", async () => {
    await start();
    bot.ses.misbehave({ kind: "daily_quota" }, 100);
    await approve();
    const waiting = await bot.waitForText("reports", "waits for today's quota");
    expect(shown(waiting)).toContain("Daily message quota exceeded");
    expect(await headState()).toBe("sending");
    expect((await bot.items("delivery#")).map((it) => it["state"])).toEqual(
      Array(5).fill("pending"),
    );
    const before = bot.ses.calls.length;
    await sweepAfter(60_000);
    expect(bot.ses.calls).toHaveLength(before);

    await bot.ses.clear();
    await sweepAfter(300_000);
    await bot.waitForText("reports", "sent to 5");
    expect(bot.ses.taken).toHaveLength(6);
    const retries = (await bot.items("delivery#")).map((it) => it["retry_count"]);
    expect(retries).toEqual(Array(5).fill(0));
  });

  it("for a paused account is told to approver and asker once, and goes out when it is mended", async () => {
    await start();
    bot.ses.misbehave({ kind: "paused" }, 100);
    await approve();
    await bot.waitForText("reports", "waits: the mail account is paused");
    for (const person of ["U01ADMIN", "U02MEMBER"]) {
      const told = await bot.waitForWhisper(person, "is approved but waits");
      expect(shown(told)).toContain("Its SES console says why.");
    }
    await sweepAfter(301_000);
    await sweepAfter(301_000);
    expect(bot.slack.dms("U01ADMIN")).toHaveLength(1);

    await bot.ses.clear();
    await sweepAfter(301_000);
    await bot.waitForText("reports", "sent to 5");
    expect(bot.ses.taken).toHaveLength(6);
  });

  it("for the quota first, and then for a person, is told to that person", async () => {
    await start();
    bot.ses.misbehave({ kind: "daily_quota" }, 100);
    await approve();
    await bot.waitForText("reports", "waits for today's quota");
    expect(bot.slack.dms("U01ADMIN")).toEqual([]);
    await bot.ses.clear();
    bot.ses.misbehave({ kind: "paused" }, 100);
    await sweepAfter(301_000);
    await bot.waitForText("reports", "waits: the mail account is paused");
    const told = await bot.waitForWhisper("U01ADMIN", "is approved but waits");
    expect(shown(told)).toContain("Its SES console says why.");
  });

  it("for a switch that was thrown after the approval waits without a single call", async () => {
    await start();
    const preview = await bot.requestPreview("cto");
    bot.database.misbehave("refuse", '"sending"', 4);
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForWhisper("U01ADMIN", "sending was interrupted");
    bot.ses.account.sendingEnabled = false;
    await sweepAfter(60_000);
    const waiting = await bot.waitForText("reports", "waits: the mail account is paused");
    expect(shown(waiting)).toContain("update-account-sending-enabled");
    expect(bot.ses.calls).toEqual([]);
    bot.ses.account.sendingEnabled = true;
    await sweepAfter(60_000);
    await bot.waitForText("reports", "sent to 5");
    expect(bot.ses.taken).toHaveLength(6);
  });
});
