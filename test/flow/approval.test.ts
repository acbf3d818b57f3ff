import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";

/** Who approves what, and that it still is what was shown. */
let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot();
});
afterEach(() => bot.stop());

const head = async () => {
  const items = await bot.table.scan();
  const heads = items.filter((it) => String(it["dashboard_id"]).startsWith("reports#"));
  return heads.toSorted((a, b) => (String(a["task_id"]) < String(b["task_id"]) ? -1 : 1));
};

/** Puts rules for the CTO report into the settings; `U04SECOND` may approve as well. */
async function setRules(rules: string) {
  await bot.editPortfolio("settings.yml", "approver: []", "approver: [U04SECOND]");
  await bot.editPortfolio(
    "settings.yml",
    "  cto:\n    to:",
    `  cto:\n    approval: ${rules}\n    to:`,
  );
}

describe("Approve after a change", () => {
  it("of the data approves nothing, says which figures differ, and a fresh preview shows them", async () => {
    const preview = await bot.requestPreview("cto");
    await bot.editPortfolio("entities/jada.yml", "{ low: 4, high: 9 }", "{ low: 4, high: 109 }");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    const told = await bot.waitForWhisper("U01ADMIN", "Nothing was approved");
    expect(shown(told)).toContain("$50–184; it was $50–84.");
    const withdrawn = await bot.waitForText("reports", "Withdrawn");
    expect(shown(withdrawn)).toContain("$50–184; it was $50–84.");
    expect(shown(withdrawn)).not.toMatch(/^Approve$/m);
    expect(await head()).toMatchObject([{ state: "voided" }]);
    expect(bot.ses.calls).toEqual([]);

    await bot.slack.as("U02MEMBER").click(withdrawn, "Make a fresh preview");
    const fresh = await bot.waitForText("reports", /^Approve$/m);
    expect(shown(fresh)).toContain("$50–184");
    await bot.slack.as("U01ADMIN").click(fresh, "Approve");
    await bot.waitForText("reports", "sent to 5");
  });

  it("of the audience names who came and who went, by role", async () => {
    const preview = await bot.requestPreview("cto");
    await bot.editPortfolio(
      "settings.yml",
      "to: [owner, cto, security, web, platform]",
      "to: [owner, cto, security, web, finance]",
    );
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    const told = shown(await bot.waitForWhisper("U01ADMIN", "Nothing was approved"));
    expect(told).toContain("Recipient added: Bookkeeper.");
    expect(told).toContain("Recipient removed: Platform engineer.");
    expect(told).not.toContain("figure");
    expect(JSON.stringify(await head())).not.toContain("@example");
  });

  it("of subject, attachments and rules names each", async () => {
    await bot.editPortfolio("settings.yml", "[]\n    reply_to: cto", "[pdf]\n    reply_to: cto");
    const preview = await bot.requestPreview("cto");
    await setRules("{ approvals: 2 }");
    await bot.editPortfolio(
      "settings.yml",
      "attachments: [pdf]\n    reply_to: cto",
      'attachments: [csv]\n    subject: "New words"\n    reply_to: cto',
    );
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    const told = shown(await bot.waitForWhisper("U01ADMIN", "Nothing was approved"));
    expect(told).toContain('The subject is "New words".');
    expect(told).toMatch(/Attachment added: .+\.csv\./);
    expect(told).toMatch(/Attachment removed: .+\.pdf\./);
    expect(told).toContain("The approvals it takes: 2; it was 1.");
  });

  it("of the day alone is no change, with the date not pinned", async () => {
    await bot.editPortfolio("settings.yml", /^reporting_date: .*$/m, "");
    const preview = await bot.requestPreview("cto");
    bot.clock.advance(23 * 3_600_000);
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 5");
  });

  it("that cannot be read is no change, and is told", async () => {
    const preview = await bot.requestPreview("cto");
    await bot.editPortfolio("entities/jada.yml", "kind: operating", "kind: sinking");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    const told = await bot.waitForWhisper("U01ADMIN", "cannot be read");
    expect(shown(told)).toContain("gives the same report");
    await bot.waitForText("reports", "sent to 5");
  });

  it("makes one fresh preview, whoever presses at the same time", async () => {
    const preview = await bot.requestPreview("cto");
    await bot.editPortfolio("entities/jada.yml", "{ low: 4, high: 9 }", "{ low: 4, high: 109 }");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    const withdrawn = await bot.waitForText("reports", "Withdrawn");
    const clicks = await Promise.all(
      ["U01ADMIN", "U02MEMBER"].map((user) =>
        bot.slack.as(user).click(withdrawn, "Make a fresh preview"),
      ),
    );
    await Promise.all(clicks.map((click) => bot.slack.redeliver(click)));
    await bot.waitForText("reports", /^Approve$/m);
    await bot.restart(); // waits for everything in flight
    expect(bot.slack.messages("reports")).toHaveLength(2);
    const waiting = (await head()).filter(({ state }) => state === "awaiting_approval");
    expect(waiting).toHaveLength(1);
  });

  it("makes a fresh preview at the next press, where Slack did not take the first one", async () => {
    const preview = await bot.requestPreview("cto");
    bot.clock.advance(24 * 3_600_000);
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    const expired = await bot.waitForText("reports", "Expired without a decision");
    await bot.waitForWhisper("U02MEMBER", "It has expired and was not sent");
    bot.slack.misbehave("chat.postMessage", { kind: "error", error: "internal_error" });
    await bot.slack.as("U02MEMBER").click(expired, "Make a fresh preview");
    await bot.waitForWhisper("U02MEMBER", "Try again in a minute");
    await bot.slack.as("U02MEMBER").click(expired, "Make a fresh preview");
    const fresh = await bot.waitForText("reports", /^Approve$/m);
    await bot.slack.as("U02MEMBER").click(expired, "Make a fresh preview");
    await bot.waitForWhisper("U02MEMBER", "A fresh preview of this report has been made already");
    await bot.slack.as("U01ADMIN").click(fresh, "Approve");
    await bot.waitForText("reports", "sent to 5");
  });
});

describe("rules of approval", () => {
  it("name one person for one report, who may do nothing else; others may not approve it", async () => {
    await bot.editPortfolio("settings.yml", "viewer: []", "viewer: [U03GUEST]");
    await setRules("{ approvers: [U03GUEST] }");
    const [cto, ceo] = [await bot.requestPreview("cto"), await bot.requestPreview("ceo")];
    await bot.slack.as("U01ADMIN").click(cto, "Approve");
    await bot.waitForWhisper("U01ADMIN", 'You may not approve or reject the report "cto".');
    await bot.slack.as("U03GUEST").click(ceo, "Approve");
    await bot.waitForWhisper("U03GUEST", 'You may not approve or reject the report "ceo".');
    await bot.slack.as("U03GUEST").click(cto, "Approve");
    await bot.waitForText("reports", "Approved by <@U03GUEST> · sent to 5");
  });

  it("keep whoever asked from approving, not from rejecting", async () => {
    await setRules("{ requester_may_approve: false }");
    const preview = await bot.requestPreview("cto", "U01ADMIN");
    expect(shown(preview)).toContain("Not to be approved by whoever asked for it");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForWhisper("U01ADMIN", "Whoever asked for this report may not approve it.");
    await bot.slack.as("U01ADMIN").click(preview, "Reject");
    await bot.slack.waitFor(() => bot.slack.modal("U01ADMIN"), "the modal");
    await bot.slack.as("U04SECOND").click(preview, "Approve");
    await bot.waitForText("reports", "Approved by <@U04SECOND> · sent to 5");
  });

  it("that nobody can follow make no preview", async () => {
    await setRules("{ approvals: 2, requester_may_approve: false }");
    await bot.slack.as("U01ADMIN").command("/exec-report", "cto", { channel: "reports" });
    await bot.waitForWhisper(
      "U01ADMIN",
      '2 people have to approve the report "cto", but 1 can besides you. No preview was made.',
    );
    expect(bot.slack.messages("reports")).toEqual([]);
  });
});

describe("two approvers", () => {
  beforeEach(() => setRules("{ approvals: 2 }"));

  it("are two people: the first is shown, cannot be the second, and both are on record with the hash", async () => {
    const preview = await bot.requestPreview("cto");
    expect(shown(preview)).toContain("Takes the approval of 2 people");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    const once = await bot.waitForText("reports", "1 of 2: approved by <@U01ADMIN>; waits for");
    await bot.slack.as("U01ADMIN").click(once, "Approve");
    await bot.waitForWhisper("U01ADMIN", "You have approved this report already.");
    expect(bot.ses.calls).toEqual([]);
    await bot.slack.as("U04SECOND").click(once, "Approve");
    await bot.waitForText("reports", "Approved by <@U01ADMIN> and <@U04SECOND> · sent to 5");
    const [{ artifact_hash: hash, approvals, trail } = {}] = await head();
    expect(approvals).toMatchObject([
      { by: "U01ADMIN", hash },
      { by: "U04SECOND", hash },
    ]);
    // That people were told may follow at any moment.
    expect(Array.isArray(trail) && trail.slice(0, 5)).toMatchObject([
      { event: "drafted" },
      { event: "approved_in_part", by: "U01ADMIN", artifact: hash },
      { event: "approved", by: "U04SECOND", artifact: hash },
      { event: "sending" },
      { event: "sent" },
    ]);
  });

  it("who approve at the same time in two processes both count, and it is sent once", async () => {
    const preview = await bot.requestPreview("cto");
    await bot.withAnother(async (turnTo) => {
      const first = bot.slack.as("U01ADMIN").click(preview, "Approve");
      turnTo("second");
      const second = bot.slack.as("U04SECOND").click(preview, "Approve");
      const clicks = await Promise.all([first, second]);
      turnTo("first");
      await Promise.all(clicks.map((click) => bot.slack.redeliver(click)));
      await bot.waitForText("reports", /Approved by .+ and .+ · sent to 5/);
    });
    await bot.restart();
    expect(bot.ses.taken).toHaveLength(6);
    expect(shown(bot.current(preview) ?? preview)).toMatch(/Approved by .+ and .+ · sent to 5/);
  });

  it("count only as long as they may approve: a first approval without the right is given up, and shown", async () => {
    const all = "approver: [U04SECOND, U03GUEST]";
    await bot.editPortfolio("settings.yml", "approver: [U04SECOND]", all);
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U03GUEST").click(preview, "Approve");
    const once = await bot.waitForText("reports", "1 of 2: approved by <@U03GUEST>");
    await bot.editPortfolio("settings.yml", all, "approver: [U04SECOND]");
    await bot.slack.as("U04SECOND").click(once, "Approve");
    const again = await bot.waitForText("reports", "1 of 2: approved by <@U04SECOND>");
    expect(shown(again)).toContain(
      "no longer counts, for want of the right: the approval of <@U03GUEST>",
    );
    expect(bot.ses.calls).toEqual([]);
    await bot.slack.as("U01ADMIN").click(again, "Approve");
    await bot.waitForText("reports", "Approved by <@U04SECOND> and <@U01ADMIN> · sent to 5");
    const [{ trail } = {}] = await head();
    expect(trail).toContainEqual(
      expect.objectContaining({
        event: "approved_in_part",
        by: "U04SECOND",
        lapsed: ["U03GUEST"],
      }),
    );
  });

  it("lose both approvals when something changes in between", async () => {
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    const once = await bot.waitForText("reports", "1 of 2");
    await bot.editPortfolio("entities/jada.yml", "{ low: 4, high: 9 }", "{ low: 4, high: 109 }");
    await bot.slack.as("U04SECOND").click(once, "Approve");
    const withdrawn = await bot.waitForText("reports", "Withdrawn");
    await bot.slack.as("U04SECOND").click(withdrawn, "Make a fresh preview");
    const fresh = await bot.waitForText("reports", /^Approve$/m);
    expect(shown(fresh)).toContain("Takes the approval of 2 people");
    await bot.slack.as("U04SECOND").click(fresh, "Approve");
    await bot.waitForText("reports", "1 of 2: approved by <@U04SECOND>");
    expect(bot.ses.calls).toEqual([]);
  });
});
