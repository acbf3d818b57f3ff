import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTableClient } from "../../src/store/table-client.ts";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { createTestClock } from "../support/test-clock.ts";

/** What becomes of a posted digest when people press its buttons, or decide elsewhere. */
const BEFORE = "2026-11-30T15:59:00.000Z";
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot({ clock: createTestClock(BEFORE) });
});
afterEach(() => bot.stop());

/** The digest of a morning, of today's without any days, as it was posted. */
async function postDigest(days = 0) {
  await bot.editPortfolio(
    "settings.yml",
    "# How long",
    "digest: { channel: C02GENERAL, days: daily }\n# How long",
  );
  bot.clock.advance(MINUTE + days * DAY);
  await bot.restart();
  return await bot.waitForText("general", "Daily digest");
}

type Posted = Awaited<ReturnType<typeof postDigest>>;
const now = (digest: Posted) => shown(bot.current(digest) ?? digest);
const until = (digest: Posted, text: string) =>
  bot.slack.waitFor(() => now(digest).includes(text) || undefined, `"${text}" in the digest`);

/** What the message shows of the first report in it. */
function first(digest: Posted): Posted {
  const last = digest.blocks.findIndex(({ type }) => type === "actions");
  return { ...digest, blocks: digest.blocks.slice(0, last + 1) };
}

async function send(report: string, sentence: string) {
  const preview = await bot.requestPreview(report);
  await bot.slack.as("U01ADMIN").click(preview, "Approve");
  await bot.waitForText("reports", sentence);
}

describe("a posted digest", () => {
  it("does not offer what was approved in it, and tells what became of it", async () => {
    await bot.requestPreview("cto");
    bot.clock.advance(1000);
    await bot.requestPreview("cfo");
    const digest = await postDigest();
    expect(now(digest)).toContain("2 reports wait for approval");
    await bot.slack.as("U01ADMIN").click(first(digest), "Approve");
    await until(digest, "Approved by <@U01ADMIN> · sent to 5");
    expect(now(digest)).toContain("1 report waits for approval");
    expect(now(digest)).toContain("Done since this was posted");
    expect(now(digest).match(/Approve\n/gu)).toHaveLength(1);
    // It is the same message.
    expect(bot.slack.messages("general")).toHaveLength(1);
  });

  it("follows what is decided on the preview, too", async () => {
    const preview = await bot.requestPreview("cto");
    const digest = await postDigest();
    await bot.slack.as("U01ADMIN").click(preview, "Reject");
    await bot.slack.waitFor(() => bot.slack.modal("U01ADMIN"), "the question for a reason");
    await bot.slack.as("U01ADMIN").submit({ reason: "Not now." });
    await until(digest, "Rejected by <@U01ADMIN>");
    expect(now(digest)).not.toContain("waits for approval");
    expect(now(digest)).not.toContain("Approve");
  });

  it("sends what failed again, and says that it was sent", async () => {
    bot.ses.misbehave({ kind: "reject", message: "Blacklisted", for: "web@example.com" });
    await send("cto", "sent to 4 of 5");
    const digest = await postDigest(1);
    expect(now(digest)).toContain("not sent to Web developer");
    await bot.slack.as("U03GUEST").click(digest, "Retry failed");
    await bot.waitForWhisper("U03GUEST", "You may not");
    await bot.slack.as("U01ADMIN").click(digest, "Retry failed");
    await until(digest, "Approved by <@U01ADMIN> · sent to 5");
    expect(now(digest)).not.toContain("Retry failed");
  });

  it("lets people decide about mails of which nobody knows whether they were taken", async () => {
    bot.ses.misbehave({ kind: "cut_after" });
    await send("cfo", "sent to 2 of 3");
    const digest = await postDigest(1);
    expect(now(digest)).toContain("perhaps sent to");
    await bot.slack.as("U01ADMIN").click(digest, "Decide");
    await bot.slack.waitFor(() => bot.slack.modal("U01ADMIN"), "the modal");
    const [uncertain] = (await bot.items("delivery#")).filter((it) => it["state"] === "uncertain");
    const hash = String(uncertain?.["recipient_hash"]);
    await bot.slack.as("U01ADMIN").submit({
      uncertain_mails: [`recipient-${hash.slice(0, 32)}`],
      uncertain_deed: "mark",
    });
    await until(digest, "sent to 3");
    expect(now(digest)).not.toContain("perhaps sent to");
  });

  it("names what was made afresh instead of offering it again", async () => {
    await bot.requestPreview("cto");
    // It expires a minute before the digest of tomorrow, which looks back on today.
    const digest = await postDigest(2);
    await bot.slack.as("U02MEMBER").click(digest, "Make a fresh preview");
    await until(digest, "made afresh · waits for approval");
    expect(now(digest)).not.toContain("Make a fresh preview");
  });

  it("is brought up to date by the next process where one was killed before it could", async () => {
    const digest = await approveAsIfKilled();
    expect(now(digest)).toContain("Approve\n");
    await bot.restart();
    await until(digest, "sent to 5");
  });

  it("is left alone once nobody sees it any more", async () => {
    const digest = await approveAsIfKilled();
    bot.slack.misbehave("chat.update", { kind: "error", error: "message_not_found" });
    await bot.restart();
    await bot.restart();
    expect((await bot.items("2026-11-30")).some(({ content }) => content)).toBe(false);
    expect(now(digest)).toContain("Approve\n");
  });
});

/** A process that was killed between an approval and the rewriting of the digest; a stop, unlike that, waits for both. */
async function approveAsIfKilled(): Promise<Posted> {
  await bot.requestPreview("cto");
  const digest = await postDigest();
  await bot.restart();
  const [asPosted] = (await bot.items("2026-11-30")).filter(({ content }) => content);
  await bot.slack.as("U01ADMIN").click(digest, "Approve");
  await bot.waitForText("reports", "sent to 5");
  await bot.restart();
  expect(now(digest)).toContain("sent to 5");
  const key = { dashboard_id: "digests", task_id: "2026-11-30" };
  await createTableClient(bot.table.client, bot.table.name).put({ ...asPosted, ...key });
  const { channel, ts, text, blocks } = digest;
  await fetch(`${bot.slack.apiUrl}chat.update`, {
    method: "POST",
    headers: { authorization: "Bearer xoxb-test", "content-type": "application/json" },
    body: JSON.stringify({ channel, ts, text, blocks }),
  });
  return digest;
}
