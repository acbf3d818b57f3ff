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

  it("is told to the asker in person, once, whoever finds it and however often", async () => {
    const preview = await bot.requestPreview("cto");
    bot.clock.advance(24 * HOUR);
    await bot.withAnother(async () => {
      await Promise.all(
        ["U01ADMIN", "U01ADMIN"].map((user) => bot.slack.as(user).click(preview, "Approve")),
      );
      await bot.waitForWhisper("U02MEMBER", "It has expired and was not sent; ask for it again");
    });
    await sweep();
    await sweep();
    expect(bot.slack.dms("U02MEMBER")).toHaveLength(1);
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
    await setRules("{ remind_after: 0m, escalate_after: 0m, expires_after: 2h }");
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

describe("the escalation", () => {
  /** The admin may escalate to themselves; somebody else makes the two visible apart. */
  const withSecond = () =>
    bot.editPortfolio("settings.yml", "viewer: []", "viewer: [U04SECOND, U06SINGLE, S01BOARD]");

  it("comes once, at three quarters of the time, to the admins and in the thread", async () => {
    const preview = await bot.requestPreview("cto");
    bot.clock.advance(12 * HOUR);
    await sweep();
    await bot.waitForWhisper("U01ADMIN", "still waits for approval");
    bot.clock.advance(6 * HOUR - 1);
    await sweep();
    await sweep();
    expect(bot.slack.dms("U01ADMIN")).toHaveLength(1);
    bot.clock.advance(1);
    await bot.withAnother(async () => {
      await sweep();
      await bot.waitForWhisper("U01ADMIN", /waits for approval in <#C01REPORTS> since .* nobody/);
    });
    await sweep();
    await sweep();
    expect(bot.slack.dms("U01ADMIN")).toHaveLength(2);
    const replies = bot.slack.messages("reports").filter((it) => it.thread_ts === preview.ts);
    expect(replies).toHaveLength(2);
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 5");
  });

  it("comes when and to whom the settings say: people, groups, but no guests", async () => {
    await withSecond();
    bot.slack.groups.set("S01BOARD", ["U05RESTRICTED", "U08GONE", "U03GUEST"]);
    await setRules("{ escalate_after: 1h, escalate_to: [U04SECOND, U06SINGLE, S01BOARD] }");
    await bot.requestPreview("cto");
    bot.clock.advance(HOUR);
    await sweep();
    await bot.waitForWhisper("U04SECOND", "nobody has decided");
    await bot.waitForWhisper("U03GUEST", "nobody has decided");
    await sweep();
    const told = ["U01ADMIN", "U02MEMBER", "U05RESTRICTED", "U06SINGLE", "U08GONE"];
    // The admin may approve and had no reminder before.
    expect(told.filter((user) => bot.slack.dms(user).length > 0)).toEqual(["U01ADMIN"]);
    bot.clock.advance(11 * HOUR);
    await sweep();
    await sweep();
    expect(bot.slack.dms("U01ADMIN")).toHaveLength(1);
  });

  it("replaces a reminder that a long stop has kept back", async () => {
    await bot.requestPreview("cto");
    bot.clock.advance(20 * HOUR);
    await sweep();
    await bot.waitForWhisper("U01ADMIN", "nobody has decided");
    await sweep();
    await sweep();
    expect(bot.slack.dms("U01ADMIN")).toHaveLength(1);
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
