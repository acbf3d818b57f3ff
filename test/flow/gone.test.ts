import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { textsOf } from "../support/fake-slack/dump.ts";
import type { SlackMessage } from "../support/fake-slack/fake-slack.ts";

/** Where a preview, its channel or a conversation is gone, and where people learn it then. */
let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot();
});
afterEach(() => bot.stop());

const HOUR = 3_600_000;
const isPreview = (message: SlackMessage) => /^Approve$/m.test(shown(message));

/** The preview in the conversation of the bot with somebody. */
const previewFor = (user: string) =>
  bot.slack.waitFor(() => bot.slack.dms(user).find(isPreview), `a preview for ${user}`);

const head = async () =>
  (await bot.table.scan()).find((it) => String(it["dashboard_id"]).startsWith("reports#"));

describe.each(["channel_not_found", "is_archived"])(
  "a channel that Slack refuses with %s",
  (error) => {
    it("leaves the preview to the asker in person, with the reason, and a copy to whoever may approve", async () => {
      bot.slack.misbehave("chat.postMessage", { kind: "error", error });
      await bot.slack.as("U02MEMBER").command("/exec-report", "cto", { channel: "reports" });
      const preview = await previewFor("U02MEMBER");
      const why = await bot.waitForWhisper(
        "U02MEMBER",
        "because it cannot be shown in its channel",
      );
      expect(why.thread_ts).toBe(preview.ts);
      const copy = await previewFor("U01ADMIN");
      expect(shown(copy)).toMatch(/waits for approval.*<@U02MEMBER> asked for it; here is a copy/);
      await bot.slack.as("U01ADMIN").click(copy, "Approve");
      await bot.slack.waitFor(
        () => shown(bot.current(preview) ?? preview).includes("sent to 5"),
        "the asker's preview to follow",
      );
      expect(bot.ses.taken).toHaveLength(6);
      await bot.waitForText("reports", "sent to 5");
    });

    it("while the preview waits in it, moves the preview to the asker, once, where it can be decided", async () => {
      const preview = await bot.requestPreview("cto");
      await bot.slack.as("U01ADMIN").click(preview, "Reject");
      await bot.slack.waitFor(() => bot.slack.modal("U01ADMIN"), "the modal");
      bot.slack.misbehave("chat.update", { kind: "error", error }, 3);
      await bot.slack.as("U01ADMIN").submit({ reason: "Old figures" });
      const moved = await bot.waitForWhisper("U02MEMBER", "Rejected by <@U01ADMIN>");
      await bot.restart(); // waits for everything in flight
      expect(await head()).toMatchObject({ preview: { channel: moved.channel, ts: moved.ts } });
    });
  },
);

describe("a preview that was deleted", () => {
  const withTwo = () =>
    bot.editPortfolio(
      "settings.yml",
      "  cto:\n    to:",
      "  cto:\n    approval: { approvals: 2 }\n    to:",
    );

  it("is posted again in its channel, decidable there, and followed from then on", async () => {
    await bot.editPortfolio("settings.yml", "approver: []", "approver: [U04SECOND]");
    await withTwo();
    const preview = await bot.requestPreview("cto");
    bot.slack.misbehave("chat.update", { kind: "error", error: "message_not_found" });
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    const again = await bot.waitForText("reports", "1 of 2: approved by <@U01ADMIN>");
    expect(again.ts).not.toBe(preview.ts);
    await bot.slack.as("U04SECOND").click(again, "Approve");
    await bot.slack.waitFor(
      () => shown(bot.current(again) ?? again).includes("sent to 5"),
      "the new preview to follow",
    );
    expect(bot.ses.taken).toHaveLength(6);
  });

  it("a second time goes to the asker, and a third time nowhere", async () => {
    await bot.editPortfolio("settings.yml", "approver: []", "approver: [U04SECOND]");
    await withTwo();
    const preview = await bot.requestPreview("cto");
    bot.slack.misbehave("chat.update", { kind: "error", error: "message_not_found" }, 2);
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "1 of 2: approved by <@U01ADMIN>");
    bot.clock.advance(24 * HOUR);
    await bot.restart();
    const moved = await bot.waitForWhisper("U02MEMBER", "Expired without a decision");
    await bot.slack.as("U02MEMBER").click(moved, "Make a fresh preview");
    await previewFor("U02MEMBER");
  });

  it("is posted again once, though two processes find it gone", async () => {
    const preview = await bot.requestPreview("cto");
    bot.clock.advance(24 * HOUR);
    bot.slack.misbehave("chat.update", { kind: "error", error: "message_not_found" }, 2);
    await bot.withAnother(async () => {
      await bot.slack.as("U01ADMIN").click(preview, "Approve");
      await bot.waitForText("reports", "Expired without a decision");
    });
    await bot.restart();
    const expired = bot.slack.messages("reports").filter((it) => shown(it).includes("Expired"));
    expect(expired).toHaveLength(1);
  });
});

describe("a report asked for in the conversation with the bot", () => {
  it("is put before those who may approve it", async () => {
    await bot.slack.as("U02MEMBER").command("/exec-report", "cto");
    const own = await previewFor("U02MEMBER");
    const copy = await previewFor("U01ADMIN");
    await bot.slack.as("U01ADMIN").click(copy, "Reject");
    await bot.slack.waitFor(() => bot.slack.modal("U01ADMIN"), "the modal");
    await bot.slack.as("U01ADMIN").submit({ reason: "Old figures" });
    await bot.slack.waitFor(
      () => shown(bot.current(own) ?? own).includes("Rejected by <@U01ADMIN>"),
      "the asker's preview to follow",
    );
    await bot.waitForWhisper(
      "U01ADMIN",
      "Rejected: CTO report, October 2026. It is not sent. Its preview says why.",
    );
    // The copy is as it was; what is pressed there says what has become of it.
    await bot.slack.as("U01ADMIN").click(copy, "Approve");
    await bot.waitForWhisper("U01ADMIN", "rejected already");
  });
});

describe("a preview in person that cannot be put on record at once", () => {
  it("is put before nobody: whoever decided early would be refused", async () => {
    // As often as the database is asked before it is given up.
    bot.database.misbehave("refuse", "#preview", 4);
    await bot.slack.as("U02MEMBER").command("/exec-report", "cto");
    const own = await previewFor("U02MEMBER");
    await bot.restart(); // waits for everything in flight
    expect(bot.database.faults).toBe(4);
    expect(bot.slack.dms("U01ADMIN")).toEqual([]);
    expect((await head())?.["preview"]).toMatchObject({ ts: own.ts });
  });
});

describe("words that reach somebody in no way", () => {
  const homeOf = async (user: string) => {
    const before = bot.slack.home(user);
    await bot.slack.as(user).openHome();
    const now = () => bot.slack.home(user) !== before && bot.slack.home(user);
    return textsOf((await bot.slack.waitFor(now, "the Home tab")).blocks).join("\n");
  };

  it("stand on the Home tab of whoever they were for, for a week", async () => {
    bot.slack.misbehave("response_url", { kind: "http", status: 500 });
    bot.slack.misbehave("chat.postMessage", { kind: "error", error: "user_disabled" });
    await bot.slack.as("U02MEMBER").command("/exec-report", "nonsense", { channel: "reports" });
    await bot.restart(); // waits for everything in flight
    const text = 'There is no report called "nonsense"';
    expect(await homeOf("U02MEMBER")).toContain(text);
    expect(await homeOf("U01ADMIN")).not.toContain(text);
    bot.clock.advance(7 * 24 * HOUR);
    expect(await homeOf("U02MEMBER")).not.toContain(text);
  });

  it("are kept as well when nobody acted: that a preview expired", async () => {
    await bot.requestPreview("cto");
    bot.clock.advance(24 * HOUR);
    bot.slack.misbehave("chat.postMessage", { kind: "error", error: "user_disabled" }, 3);
    await bot.restart();
    await bot.waitForText("reports", "Expired without a decision");
    await bot.restart();
    expect(await homeOf("U02MEMBER")).toContain("It has expired and was not sent");
  });
});
