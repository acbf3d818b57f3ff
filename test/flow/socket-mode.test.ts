import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";

/** Lines of Socket Mode that Slack takes away, that drop, and that cannot be had for a while. */
let bot: TestBot;
beforeAll(async () => {
  bot = await startTestBot({ mode: "socket" });
});
afterAll(() => bot.stop());

const OPEN = "apps.connections.open";
const POST = "chat.postMessage";
const admin = () => bot.slack.as("U01ADMIN");
const hasLine = () => bot.slack.waitFor(() => bot.slack.sockets.open() > 0, "a line");
const linesAskedFor = () => bot.slack.calls.filter(({ method }) => method === OPEN).length;

/** Loses the line in some way, and resolves once there is another, for which it took so many calls. */
async function comesBack(lose: () => void, calls = 1): Promise<void> {
  const before = linesAskedFor();
  lose();
  await bot.slack.waitFor(() => linesAskedFor() === before + calls, `${calls} calls for a line`);
  await hasLine();
}

describe("another line is opened", () => {
  beforeEach(hasLine);

  it.each(["warning", "refresh_requested"] as const)("when Slack says %s", async (reason) => {
    await comesBack(() => bot.slack.sockets.disconnect(reason));
    await bot.slack.waitFor(() => bot.slack.sockets.open() === 1, "one line, not two");
    await bot.requestPreview("cto");
  });

  it("at once when one drops without a word that has lasted", async () => {
    bot.clock.advance(60_000);
    const before = bot.clock.waits.length;
    await comesBack(() => bot.slack.sockets.cut());
    expect(bot.clock.waits.slice(before)).not.toContain(1_000);
    await bot.requestPreview("cto");
  });

  it.each([
    ["has a fault", { kind: "http", status: 503 }, 3],
    ["is unwell", { kind: "error", error: "internal_error" }, 2],
    // Whoever has changed a token restarts the bot with it; until then nothing is lost by asking.
    ["does not take the token any more", { kind: "error", error: "invalid_auth" }, 2],
  ] as const)("also when Slack %s for a while", async (_, fault, times) => {
    bot.slack.misbehave(OPEN, fault, times);
    await comesBack(() => bot.slack.sockets.cut(), times + 1);
    await bot.slack.as("U03GUEST").command("/exec-report", "help");
  });

  it("also after Slack could not be reached for long, asked at growing intervals", async () => {
    bot.clock.advance(60_000);
    const before = bot.clock.waits.length;
    bot.slack.misbehave(OPEN, { kind: "cut" }, 8);
    await comesBack(() => bot.slack.sockets.cut(), 9);
    // Others wait for other things meanwhile.
    const [missed] = bot.clock.waits
      .slice(before)
      .reduce<readonly (readonly number[])[]>(
        ([rest = []], waited) => [waited === rest[0] ? rest.slice(1) : rest],
        [[1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]],
      );
    expect(missed).toEqual([]);
  });

  it("not before Slack wants to be asked again", async () => {
    bot.slack.misbehave(OPEN, { kind: "rate_limited", retryAfter: 77 });
    await comesBack(() => bot.slack.sockets.cut(), 2);
    await bot.slack.waitFor(() => bot.clock.waits.includes(77_000), "the wait that Slack asks for");
  });
});

describe("nothing is lost with a line", () => {
  beforeEach(hasLine);

  it("that drops while a report is made: its preview appears, and can be approved", async () => {
    bot.slack.misbehave(POST, { kind: "hold" });
    const before = bot.slack.messages("reports").length;
    await bot.slack.as("U02MEMBER").command("/exec-report", "rental", { channel: "reports" });
    await bot.slack.waitFor(
      () => bot.slack.calls.some((it) => it.method === POST && it.outcome === "pending"),
      "the preview on its way",
    );
    await comesBack(() => bot.slack.sockets.cut());
    bot.slack.release();
    const preview = await bot.slack.waitFor(
      () => bot.slack.messages("reports")[before],
      "the preview",
    );
    await admin().click(preview, "Approve");
    await bot.slack.waitFor(
      () => shown(bot.current(preview) ?? preview).includes("sent to 3"),
      "the end",
    );
  });

  it("that drops before Slack hears the answer to a click: pressed again, it counts once", async () => {
    const preview = await bot.requestPreview("logistics");
    const mails = bot.ses.calls.length;
    bot.slack.misbehave("socket", { kind: "cut_after" });
    await expect(admin().click(preview, "Approve")).rejects.toThrow("operation_timeout");
    await hasLine();
    await admin()
      .click(bot.current(preview) ?? preview, "approve_report")
      .catch(() => undefined);
    await bot.slack.waitFor(
      () => shown(bot.current(preview) ?? preview).includes("sent to 3"),
      "the end",
    );
    await bot.restart();
    expect(bot.ses.calls).toHaveLength(mails + 4);
    expect(bot.slack.ephemerals("U01ADMIN").map(shown).join()).not.toContain("approved");
  });

  it("that drops before an event: Slack delivers it once more, down the next line", async () => {
    bot.slack.misbehave("socket", { kind: "cut" });
    await expect(admin().openHome()).rejects.toThrow("dispatch_failed");
    await bot.slack.waitFor(() => bot.slack.home("U01ADMIN"), "the Home tab");
  });
});

describe("a start", () => {
  it("fails with the reason where Slack does not let the app have a line, and a stop closes it", async () => {
    await bot.slack.waitFor(() => bot.slack.sockets.open() === 1, "one line");
    bot.slack.misbehave(OPEN, { kind: "error", error: "not_allowed_token_type" });
    await expect(bot.restart()).rejects.toThrow("Slack did not let the bot in.");
    await bot.slack.waitFor(() => bot.slack.sockets.open() === 0, "no line");
    await bot.restart();
    expect(bot.slack.sockets.open()).toBe(1);
  });
});
