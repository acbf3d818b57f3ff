import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";

/** What time does to a preview, and to a report that is approved. */
let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot();
});
afterEach(() => bot.stop());

const HOUR = 3_600_000;
const MINUTE = 60_000;

const states = async () => {
  const items = await bot.table.scan();
  const heads = items.filter((it) => String(it["dashboard_id"]).startsWith("reports#"));
  return heads.map(({ state }) => state);
};

const setRules = (rules: string) =>
  bot.editPortfolio("settings.yml", "  cto:\n    to:", `  cto:\n    approval: ${rules}\n    to:`);

/** What the sweep at the start of a process does, and everything in flight before. */
const sweep = () => bot.restart();

describe("a preview that nobody decides on", () => {
  it("says until when it can be approved", async () => {
    const preview = await bot.requestPreview("cto");
    const end = Math.floor((bot.clock.now().getTime() + 24 * HOUR) / 1000);
    expect(shown(preview)).toMatch(/[Ee]xpires <!date\^/);
    expect(shown(preview)).toContain(`<!date^${end}^`);
  });

  it("expires by the sweep, says so, and can be made afresh", async () => {
    await bot.requestPreview("cto");
    bot.clock.advance(24 * HOUR);
    await sweep();
    const expired = await bot.waitForText("reports", "Expired without a decision");
    expect(shown(expired)).not.toMatch(/^Approve$/m);
    await sweep();
    expect(await states()).toEqual(["expired"]);
    await bot.slack.as("U02MEMBER").click(expired, "Make a fresh preview");
    const fresh = await bot.waitForText("reports", /^Approve$/m);
    await bot.slack.as("U01ADMIN").click(fresh, "Approve");
    await bot.waitForText("reports", "sent to 5");
  });

  it.each(["Approve", "Reject"])(
    "expires at the click on %s, however late the sweep is",
    async (button) => {
      const preview = await bot.requestPreview("cto");
      bot.clock.advance(24 * HOUR);
      await bot.slack.as("U01ADMIN").click(preview, button);
      await bot.waitForWhisper(
        "U01ADMIN",
        "Nobody decided on this report in time; it was not sent.",
      );
      await bot.waitForText("reports", "Expired without a decision");
      expect(bot.slack.modal("U01ADMIN")).toBeUndefined();
      expect(bot.ses.calls).toEqual([]);
    },
  );

  it("can be approved up to the last moment", async () => {
    const preview = await bot.requestPreview("cto");
    bot.clock.advance(24 * HOUR - 1);
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 5");
  });

  it("tells the asker in person where the preview is gone", async () => {
    const preview = await bot.requestPreview("cto");
    bot.clock.advance(24 * HOUR);
    bot.slack.misbehave("chat.update", { kind: "error", error: "message_not_found" });
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForWhisper("U02MEMBER", "It has expired and was not sent; ask for it again.");
  });
});

describe("the reminder", () => {
  it("comes once, after half the time, in the thread and to each approver", async () => {
    const preview = await bot.requestPreview("cto");
    bot.clock.advance(12 * HOUR - 1);
    await sweep();
    await sweep();
    expect(bot.slack.dms("U01ADMIN")).toEqual([]);
    bot.clock.advance(1);
    await bot.withAnother(async () => {
      await sweep();
      await bot.waitForWhisper("U01ADMIN", "still waits for approval in <#C01REPORTS>");
    });
    await sweep();
    await sweep();
    expect(bot.slack.dms("U01ADMIN")).toHaveLength(1);
    const replies = bot.slack.messages("reports").filter((it) => it.thread_ts === preview.ts);
    expect(replies.map(shown).join()).toContain("still waits for approval");
    expect(replies).toHaveLength(1);
  });

  it("comes when the settings say, or not at all", async () => {
    await setRules("{ remind_after: 0m, expires_after: 2h }");
    await bot.requestPreview("cto");
    bot.clock.advance(2 * HOUR - 1);
    await sweep();
    await sweep();
    expect(bot.slack.dms("U01ADMIN")).toEqual([]);
    bot.clock.advance(1);
    await sweep();
    await bot.waitForText("reports", "Expired without a decision");
  });
});

describe("a report that is held after its approval", () => {
  const approveHeld = async () => {
    await setRules("{ hold: 10m }");
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    return await bot.waitForText("reports", "unless it is recalled");
  };

  it("goes out by the sweep when its time has come, and not before", async () => {
    await approveHeld();
    bot.clock.advance(10 * MINUTE - 1);
    await sweep();
    await sweep();
    expect(bot.ses.calls).toEqual([]);
    bot.clock.advance(1);
    await sweep();
    await bot.waitForText("reports", "Approved by <@U01ADMIN> · sent to 5");
    expect(bot.ses.taken).toHaveLength(6);
  });

  it("leaves at the very moment, without waiting for a sweep", async () => {
    await approveHeld();
    bot.clock.advance(10 * MINUTE - 1);
    expect(await states()).toEqual(["approved"]);
    bot.clock.advance(1);
    await bot.waitForText("reports", "Approved by <@U01ADMIN> · sent to 5");
    expect(bot.ses.taken).toHaveLength(6);
  });

  it("leaves at the very moment, too, if the bot was started anew shortly before", async () => {
    await approveHeld();
    bot.clock.advance(9 * MINUTE);
    await sweep();
    await sweep();
    bot.clock.advance(MINUTE - 1);
    expect(await states()).toEqual(["approved"]);
    bot.clock.advance(1);
    await bot.waitForText("reports", "Approved by <@U01ADMIN> · sent to 5");
    expect(bot.ses.taken).toHaveLength(6);
  });

  it.each([
    ["whoever asked", "U02MEMBER"],
    ["an approver", "U01ADMIN"],
  ])("can be recalled by %s, and is never sent", async (_, user) => {
    const held = await approveHeld();
    await bot.slack.as("U03GUEST").click(held, "Recall");
    await bot.waitForWhisper("U03GUEST", "You may not recall this report.");
    await bot.slack.as(user).click(held, "Recall");
    const recalled = await bot.waitForText("reports", `recalled by <@${user}> before it was sent`);
    expect(shown(recalled)).not.toMatch(/^Recall$/m);
    bot.clock.advance(10 * MINUTE);
    await sweep();
    await sweep();
    expect(await states()).toEqual(["recalled"]);
    expect(bot.ses.calls).toEqual([]);
  });

  it("that is out already cannot be recalled; the answer says how far it has gone", async () => {
    const held = await approveHeld();
    bot.clock.advance(10 * MINUTE);
    await sweep();
    await bot.waitForText("reports", "sent to 5");
    await bot.slack.as("U02MEMBER").click(held, "Recall");
    const told = await bot.waitForWhisper("U02MEMBER", "It is too late to recall this report");
    expect(shown(told)).toContain("it has gone out to 5 of 5.");
  });

  it("is either recalled or sent when both happen at the same time", async () => {
    const held = await approveHeld();
    bot.clock.advance(10 * MINUTE);
    await bot.withAnother(async () => {
      await bot.slack.as("U02MEMBER").click(held, "Recall");
      await bot.waitForText("reports", /recalled by|sent to 5/);
    });
    await sweep();
    const [state] = await states();
    expect(bot.ses.taken).toHaveLength(state === "recalled" ? 0 : 6);
    expect(["recalled", "sent"]).toContain(state);
  });
});
