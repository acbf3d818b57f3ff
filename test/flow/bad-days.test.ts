import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { composeForm } from "../support/compose.ts";

/** What goes wrong outside, and what people are told. */
let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot();
});
afterEach(() => bot.stop());

const headState = async () =>
  (await bot.table.scan()).find((it) => String(it["dashboard_id"]).startsWith("reports#"))?.[
    "state"
  ];

const previewCalls = () => bot.slack.calls.filter(({ method }) => method === "chat.postMessage");

describe("signatures", () => {
  it.each([{ forged: true }, { stale: true }])(
    "that are %j get 401, and nothing is done",
    async (how) => {
      const { slack } = bot;
      const command = await slack
        .as("U02MEMBER")
        .command("/exec-report", "cto", { channel: "reports", ...how });
      expect(command.status).toBe(401);
      const preview = await bot.requestPreview("cto");
      const click = await slack.as("U01ADMIN").click(preview, "Approve", how);
      expect(click.status).toBe(401);
      // An honest click afterwards finds everything untouched.
      await slack.as("U01ADMIN").click(preview, "Reject");
      await slack.waitFor(() => slack.modal("U01ADMIN"), "the modal");
      expect(slack.messages("reports")).toHaveLength(1);
      expect(await headState()).toBe("awaiting_approval");
      expect(bot.ses.calls).toEqual([]);
    },
  );
});

describe("the same thing twice", () => {
  it("one command delivered again makes one report", async () => {
    const { slack } = bot;
    const first = await slack
      .as("U02MEMBER")
      .command("/exec-report", "cto", { channel: "reports" });
    await Promise.all([slack.redeliver(first), slack.redeliver(first)]);
    await slack.waitFor(() => slack.messages("reports")[0], "the preview");
    await bot.restart(); // waits for everything in flight
    expect(slack.messages("reports")).toHaveLength(1);
    expect(await bot.items("delivery#")).toHaveLength(5);
  });

  it("one click delivered again sends once", async () => {
    const { slack } = bot;
    const preview = await bot.requestPreview("cto");
    const click = await slack.as("U01ADMIN").click(preview, "Approve");
    await Promise.all([slack.redeliver(click), slack.redeliver(click)]);
    await bot.waitForText("reports", "sent to 5");
    await bot.restart();
    expect(bot.ses.taken).toHaveLength(6);
    // A double click is no mistake worth a word.
    expect([...slack.ephemerals("U01ADMIN"), ...slack.dms("U01ADMIN")]).toEqual([]);
  });

  it("two people who approve together send once; the other learns who did", async () => {
    const { slack } = bot;
    await bot.editPortfolio("settings.yml", "approver: []", "approver: [U04SECOND]");
    const preview = await bot.requestPreview("cto");
    await Promise.all(
      ["U01ADMIN", "U04SECOND"].map((user) => slack.as(user).click(preview, "Approve")),
    );
    const sent = await bot.waitForText("reports", /Approved by .* · sent to 5/);
    const winner = shown(sent).includes("Approved by <@U01ADMIN>") ? "U01ADMIN" : "U04SECOND";
    const loser = winner === "U01ADMIN" ? "U04SECOND" : "U01ADMIN";
    const told = await bot.waitForWhisper(loser, /approved already/);
    expect(shown(told)).toContain(`<@${winner}>`);
    await bot.restart();
    expect(bot.ses.taken).toHaveLength(6);
    expect(slack.messages("reports")).toHaveLength(2);
  });
});

describe("a preview that cannot be posted", () => {
  it("is told to the asker with what to do; nothing is left half-open", async () => {
    bot.slack.misbehave("chat.postMessage", { kind: "error", error: "not_in_channel" });
    bot.slack.misbehave("chat.postMessage", { kind: "error", error: "channel_not_found" });
    await bot.slack.as("U02MEMBER").command("/exec-report", "cto", { channel: "outside" });
    const told = await bot.waitForWhisper("U02MEMBER", "its preview could not be shown");
    expect(shown(told)).toMatch(/invite @Exec Report/);
    await bot.restart();
    expect(await headState()).toBe("voided");
    expect(bot.slack.messages("reports")).toEqual([]);
  });

  it("is not posted twice when the connection drops after Slack took it; the orphan cannot be approved", async () => {
    const { slack } = bot;
    slack.misbehave("chat.postMessage", { kind: "cut_after" });
    await slack.as("U02MEMBER").command("/exec-report", "cto", { channel: "reports" });
    await bot.waitForWhisper("U02MEMBER", "its preview could not be shown");
    expect(previewCalls()).toHaveLength(1);
    const orphan = slack.messages("reports")[0];
    if (orphan === undefined) throw new Error("Slack did not take it");
    await slack.as("U01ADMIN").click(orphan, "Approve");
    await bot.waitForWhisper("U01ADMIN", /withdrawn/);
    expect(bot.ses.calls).toEqual([]);
  });

  it("is posted after the wait that a busy Slack asks for", async () => {
    bot.slack.misbehave("chat.postMessage", { kind: "rate_limited", retryAfter: 7 }, 2);
    await bot.requestPreview("cto");
    // Whoever rewrites messages waits, too.
    expect(bot.clock.waits.filter((milliseconds) => milliseconds === 7000)).toHaveLength(2);
    expect(previewCalls()).toHaveLength(3);
  });

  it("reaches the asker as a direct message when even the answer's URL is gone", async () => {
    bot.slack.misbehave("response_url", { kind: "http", status: 404 });
    await bot.slack.as("U03GUEST").command("/exec-report", "cto", { channel: "reports" });
    await bot.slack.waitFor(() => bot.slack.dms("U03GUEST")[0], "a direct message");
    expect(bot.slack.dms("U03GUEST").map(shown).join()).toContain("You may not ask for reports.");
  });
});

describe("a preview that is posted but cannot be put on record", () => {
  it("is withdrawn in front of everybody, and the asker is told", async () => {
    const { slack, database } = bot;
    database.misbehave("refuse", "preview", 4);
    await slack.as("U02MEMBER").command("/exec-report", "cto", { channel: "reports" });
    await bot.waitForWhisper("U02MEMBER", "so it was withdrawn");
    const withdrawn = await bot.waitForText("reports", "Withdrawn");
    expect(shown(withdrawn)).not.toContain("Approve");
    expect(await headState()).toBe("voided");
  });
});

describe("when SES", () => {
  const approve = async () => {
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    return preview;
  };

  it("refuses everything, the preview says so with SES's reason", async () => {
    bot.ses.misbehave(
      { kind: "reject", message: "Email address is not verified: cto@example.com" },
      6,
    );
    await approve();
    const failed = await bot.waitForText("reports", "Approved by <@U01ADMIN> · not sent");
    expect(shown(failed)).toMatch(/Not sent to Owner, .*: .*Email address is not verified/s);
    expect(shown(failed)).not.toContain("cto@example.com");
    expect((await bot.items("delivery#")).map((it) => it["delivery_status"])).toEqual(
      Array(5).fill("failed"),
    );
    expect(bot.ses.calls).toHaveLength(6);
    expect(bot.slack.messages("reports")).toHaveLength(1);
  });

  it("refuses one, the others get theirs", async () => {
    bot.ses.misbehave({ kind: "reject", message: "Blacklisted", for: "web@example.com" });
    await approve();
    const partly = await bot.waitForText("reports", "sent to 4 of 5");
    expect(shown(partly)).toMatch(/Not sent to Web developer: .*Blacklisted/);
    expect(bot.ses.taken).toHaveLength(5);
  });

  it("is too busy, each mail waits its turn and the count is kept", async () => {
    bot.ses.misbehave({ kind: "throttle" }, 3);
    await approve();
    await bot.waitForText("reports", "sent to 5");
    expect(bot.ses.taken).toHaveLength(6);
    const records = [...(await bot.items("delivery#")), ...(await bot.items("audit#"))];
    const retries = records.map((it) => Number(it["retry_count"]));
    expect(retries.reduce((sum, it) => sum + it, 0)).toBe(3);
    // One for each refusal, besides those between two rewritings of the preview.
    expect(bot.clock.waits.length).toBeGreaterThanOrEqual(3);
  });

  it("stays busy, the attempts end and the reason is shown", async () => {
    bot.ses.misbehave({ kind: "throttle", for: "web@example.com" }, 100);
    await approve();
    await bot.waitForText("reports", "sent to 4 of 5");
    const record = (await bot.items("delivery#")).find(
      (it) => it["recipient_name"] === "Web developer",
    );
    expect(record).toMatchObject({ delivery_status: "failed", retry_count: 4 });
  });

  it("takes a mail but the answer is lost, it is shown as uncertain and never sent again", async () => {
    bot.ses.misbehave({ kind: "cut_after", for: "web@example.com" });
    await approve();
    const partly = await bot.waitForText("reports", "sent to 4 of 5");
    expect(shown(partly)).toMatch(/Perhaps sent to Web developer/);
    await bot.restart();
    expect(
      bot.ses.taken.filter(({ destinations }) => destinations.includes("web@example.com")),
    ).toHaveLength(1);
    const record = (await bot.items("delivery#")).find(
      (it) => it["recipient_name"] === "Web developer",
    );
    expect(record).toMatchObject({ state: "uncertain", delivery_status: "pending" });
  });
});

describe("when Slack", () => {
  it("is slow to show that sending has begun, the mails do not wait for it", async () => {
    const { slack, ses } = bot;
    const preview = await bot.requestPreview("cto");
    slack.misbehave("chat.update", { kind: "hold" });
    await slack.as("U01ADMIN").click(preview, "Approve");
    await slack.waitFor(() => ses.taken.length === 6, "six mails", { also: [ses.changes] });
    slack.release();
    await bot.waitForText("reports", "sent to 5");
  });

  it("takes no rewrite of the preview and SES refuses, approver and asker learn it in person", async () => {
    const { slack, ses } = bot;
    const preview = await bot.requestPreview("cto");
    slack.misbehave("chat.update", { kind: "error", error: "internal_error" }, 10);
    ses.misbehave({ kind: "reject", message: "Blacklisted" }, 6);
    await slack.as("U01ADMIN").click(preview, "Approve");
    for (const person of ["U01ADMIN", "U02MEMBER"]) {
      const told = await bot.waitForWhisper(person, "not sent");
      expect(shown(told)).toMatch(/Not sent to Owner, .*Blacklisted/);
    }
  });

  it("cannot show a rejection, whoever rejected learns that it stands", async () => {
    const { slack } = bot;
    const preview = await bot.requestPreview("cto");
    await slack.as("U01ADMIN").click(preview, "Reject");
    await slack.waitFor(() => slack.modal("U01ADMIN"), "the modal");
    slack.misbehave("chat.update", { kind: "error", error: "internal_error" });
    await slack.as("U01ADMIN").submit({ reason: "Old figures" });
    await bot.waitForWhisper("U01ADMIN", "is rejected and will not be sent");
    expect(await headState()).toBe("rejected");
  });

  it("takes no answer at the interaction's URL, the direct message says the very same", async () => {
    const { slack } = bot;
    slack.misbehave("response_url", { kind: "http", status: 500 });
    await slack.as("U02MEMBER").command("/exec-report", "a&b<c", { channel: "reports" });
    const told = await slack.waitFor(() => slack.dms("U02MEMBER")[0], "a direct message");
    expect(shown(told)).toContain('"a&b<c"');
  });

  it("brings a reason too late, the direct message names who was first", async () => {
    const { slack } = bot;
    await bot.editPortfolio("settings.yml", "approver: []", "approver: [U04SECOND]");
    const preview = await bot.requestPreview("cto");
    await slack.as("U04SECOND").click(preview, "Reject");
    await slack.waitFor(() => slack.modal("U04SECOND"), "the modal");
    await slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "sent to 5");
    await slack.as("U04SECOND").submit({ reason: "late" });
    const told = await slack.waitFor(() => slack.dms("U04SECOND")[0], "a direct message");
    expect(told.blocks[0]?.["text"]).toMatchObject({
      type: "mrkdwn",
      text: expect.stringContaining("<@U01ADMIN>"),
    });
  });
});

describe("when the database", () => {
  it("fails while outcomes are written down, they are written later, and nothing is sent twice", async () => {
    const preview = await bot.requestPreview("cto");
    // Each write is tried four times by the SDK: two outcomes are refused altogether at first.
    bot.database.misbehave("refuse", "ses_message_id", 8);
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "Approved by <@U01ADMIN> · sent to 5");
    expect(bot.ses.taken).toHaveLength(6);
    expect(bot.database.faults).toBe(8);
  });

  it("fails in between, the approver learns that it goes on by itself, and it does", async () => {
    const { slack, ses } = bot;
    const preview = await bot.requestPreview("cto");
    bot.database.misbehave("refuse", '"sending"', 4);
    await slack.as("U01ADMIN").click(preview, "Approve");
    const told = await bot.waitForWhisper(
      "U01ADMIN",
      "The report is approved, but sending was interrupted",
    );
    expect(shown(told)).toContain("goes on by itself within a minute");
    expect(ses.taken).toEqual([]);
    await bot.restart();
    await bot.waitForText("reports", "sent to 5");
    expect(ses.taken).toHaveLength(6);
  });
});

describe("a stop in the middle of a send", () => {
  it("finishes what is in flight and goes on after the start with the rest, each mail once", async () => {
    const { slack, ses } = bot;
    // Slow enough that a dispatch has two calls in flight at a time; read at the start.
    ses.account.maxSendRate = 4;
    bot.clock.advance(600_000);
    await bot.restart();
    ses.misbehave({ kind: "hold" }, 2);
    const preview = await bot.requestPreview("cto");
    await slack.as("U01ADMIN").click(preview, "Approve");
    await slack.waitFor(() => ses.calls.length === 2, "two calls in flight", {
      also: [ses.changes],
    });
    const restarted = bot.restart();
    ses.release();
    await restarted;
    await bot.waitForText("reports", "sent to 5");
    const addresses = ses.taken.flatMap(({ destinations }) => destinations);
    expect(addresses).toHaveLength(6);
    expect(new Set(addresses).size).toBe(6);
    await slack.waitFor(() => slack.messages("reports").length === 2, "one summary");
  });
});

describe("when the database is away", () => {
  it("the asker and the approver are told, and nothing is sent", async () => {
    const preview = await bot.requestPreview("cto");
    await bot.table.drop();
    await bot.slack.as("U02MEMBER").command("/exec-report", "cto", { channel: "reports" });
    const asker = await bot.waitForWhisper("U02MEMBER", "There is no DynamoDB table");
    expect(shown(asker)).toContain("--create-table");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForWhisper("U01ADMIN", "There is no DynamoDB table");
    expect(bot.ses.calls).toEqual([]);
  });
});

describe("after the mail is out", () => {
  it("a summary that cannot be posted is told to whoever approved", async () => {
    await bot.editPortfolio("settings.yml", "reports: C01REPORTS", "reports: C03OUTSIDE");
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    const told = await bot.waitForWhisper("U01ADMIN", "their summary could not be posted");
    expect(shown(told)).toContain("invite @Exec Report");
    expect(bot.ses.taken).toHaveLength(6);
  });

  it("a preview that was deleted does not hold up the mail", async () => {
    bot.slack.misbehave("chat.update", { kind: "error", error: "message_not_found" }, 10);
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", /Approved by <@U01ADMIN> · sent to 5 · Worked out/);
    expect(bot.ses.taken).toHaveLength(6);
  });
});

describe("a modal that cannot be opened", () => {
  it("is told to whoever pressed", async () => {
    const preview = await bot.requestPreview("cto");
    bot.slack.misbehave("views.open", { kind: "error", error: "expired_trigger_id" });
    await bot.slack.as("U01ADMIN").click(preview, "Reject");
    await bot.waitForWhisper("U01ADMIN", /took too long|press .*again/i);
    expect(await headState()).toBe("awaiting_approval");
  });
});

describe("a form that is sent while Slack does not say who somebody is", () => {
  it.each(["users.info", "usergroups.users.list"])(
    "is answered in time where %s is slow; nothing is made, and pressing again makes it",
    async (method) => {
      const { slack, clock } = bot;
      const form = composeForm(bot);
      await bot.editPortfolio("settings.yml", "requester: [U02MEMBER]", "requester: [S13ASKERS]");
      slack.groups.set("S13ASKERS", ["U02MEMBER"]);
      await form.open();
      clock.advance(60_000); // so that Slack is asked again
      slack.misbehave(method, { kind: "hold" });
      // It is refused by this Slack, too, if it is not answered within three seconds.
      const sent = slack.as("U02MEMBER").submit();
      const isAsked = () =>
        slack.calls.some((it) => it.method === method && it.outcome === "pending");
      await slack.waitFor(isAsked, "the question");
      clock.advance(2_000);
      await sent;
      expect(form.errors()).toEqual({ report: expect.stringContaining("Press the button again.") });
      slack.release();
      await bot.restart(); // waits for everything in flight
      expect(slack.messages("reports")).toEqual([]);
      expect(await bot.items("delivery#")).toEqual([]);

      await slack.as("U02MEMBER").submit();
      await bot.waitForText("reports", "CEO report");
    },
  );
});
