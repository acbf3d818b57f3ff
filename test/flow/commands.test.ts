import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";

/** What can be typed after the command. */
let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot();
});
afterEach(() => bot.stop());

const WEB = "web@example.com";
const AUDIT = "audit@example.com";

const type = (text: string, user = "U02MEMBER") =>
  bot.slack.as(user).command("/exec-report", text, { channel: "reports" });

/** Types something and waits for what only this person is told. */
async function ask(text: string, user = "U02MEMBER") {
  const known = new Set(bot.slack.ephemerals(user).map(({ ts }) => ts));
  await type(text, user);
  return await bot.slack.waitFor(
    () => bot.slack.ephemerals(user).find(({ ts }) => !known.has(ts)),
    `the answer to ${text}`,
  );
}

/** Ids of all dispatches, oldest first. */
async function ids(): Promise<string[]> {
  const items = await bot.table.scan();
  return items
    .filter((it) => String(it["dashboard_id"]).startsWith("reports#"))
    .map((it) => String(it["task_id"]))
    .toSorted();
}

async function send(report: string, sentence: string) {
  const preview = await bot.requestPreview(report);
  await bot.slack.as("U01ADMIN").click(preview, "Approve");
  await bot.slack.waitFor(
    () => shown(bot.current(preview) ?? preview).includes(sentence),
    "the end in the preview",
  );
  return preview;
}

describe("a mistyped word", () => {
  it.each([
    ["Supressions", 'Did you mean "suppressions"?'],
    ["ctoo last-month", 'Did you mean "cto"?'],
    ["histroy cto", 'Did you mean "history"?'],
  ])("%j is answered with what was probably meant", async (text, hint) => {
    expect(shown(await ask(text))).toContain(hint);
    expect(bot.slack.messages("reports")).toEqual([]);
  });
});

describe("help", () => {
  it("names every sub-command", async () => {
    const text = shown(await ask("help"));
    for (const name of ["history [REPORT]", "status ID", "retry [ID]", "recall [ID]"]) {
      expect(text).toContain(`\`${name}\``);
    }
  });
});

describe("history", () => {
  it("lists what was asked for, the newest first, with who, when, state and recipients", async () => {
    await send("cto", "sent to 5");
    // Ids of one millisecond have no order.
    bot.clock.advance(1_000);
    await bot.requestPreview("ceo");
    const text = shown(await ask("history"));
    expect(text.indexOf("CEO")).toBeLessThan(text.indexOf("CTO"));
    expect(text).toContain("Waits for approval");
    expect(text).toContain("Approved by <@U01ADMIN> · sent to 5");
    expect(text).toMatch(/asked for by <@U02MEMBER> <!date\^\d+/);
    expect(text).toContain("for 5");
    const [, newest = ""] = await ids();
    expect(text).toContain(newest.slice(-6));
  });

  it("is of one type, or says what is wrong with it; and is not for strangers", async () => {
    await send("cto", "sent to 5");
    expect(shown(await ask("history ctoo"))).toContain('Did you mean "cto"?');
    expect(shown(await ask("history technology"))).toContain("CTO report");
    expect(shown(await ask("history ceo"))).toContain("Nobody has asked for ceo reports yet");
    expect(shown(await ask("history", "U04SECOND"))).toContain("You may not see reports");
  });

  it("turns pages", async () => {
    for (let n = 0; n < 10; n += 1) {
      await bot.requestPreview("cto");
      bot.clock.advance(60_000);
    }
    const all = await ids();
    const first = await ask("history cto");
    expect(shown(first)).toContain(all[9]?.slice(-6));
    expect(shown(first)).not.toContain(all[1]?.slice(-6));
    await bot.slack.as("U02MEMBER").click(first, "Earlier");
    const second = await bot.waitForWhisper("U02MEMBER", "Earlier cto reports");
    expect(shown(second)).toContain(all[0]?.slice(-6));
    expect(shown(second)).not.toContain(all[5]?.slice(-6));
    await bot.slack.as("U02MEMBER").click(second, "Newest");
    await bot.waitForWhisper("U02MEMBER", "Latest cto reports");
  });
});

describe("status", () => {
  it("tells everything of one report: approver, each mail, events, reasons", async () => {
    bot.ses.misbehave({ kind: "reject", message: "Blacklisted", for: WEB });
    const preview = await send("cto", "Not sent to Web developer");
    const [id = ""] = await ids();
    const [, short = ""] = /· id `(\w+)`$/mu.exec(shown(bot.current(preview) ?? preview)) ?? [];
    const text = shown(await ask(`status ${short.toLowerCase()}`));
    expect(text).toContain("Approved by <@U01ADMIN> · sent to 4 of 5");
    expect(text).toMatch(/Sent, not yet heard of: .*Security adviser/);
    expect(text).toMatch(/Not sent to Web developer: .*Blacklisted/);
    expect(text).toContain("Drafted by <@U02MEMBER>");
    expect(text).toContain("Sending began");
    expect(text).toContain("Sent in part");
    expect(text).toContain(id);
    expect(text).toContain("Retry failed");
  });

  it("finds it by its id and by a beginning of it, and asks where more than one is meant", async () => {
    await bot.requestPreview("cto");
    // Ids of one millisecond have no order.
    bot.clock.advance(1_000);
    await bot.requestPreview("ceo");
    const [first = "", second = ""] = await ids();
    expect(shown(await ask(`status ${first}`))).toContain("CTO");
    expect(shown(await ask("status 01K"))).toContain('No report goes by "01K"');
    // Four characters are days, so that no end of one lies between the two.
    const several = shown(await ask(`status ${first.slice(0, 4)}`));
    expect(several).toContain("could be any of these");
    expect(several).toContain(second.slice(-6));
    expect(shown(await ask("status"))).toContain(
      "Nobody said which report is meant. Type its short id",
    );
    expect(shown(await ask("status ZZZZZZ"))).toContain("/exec-report history");
    expect(shown(await ask(`status ${first}`, "U04SECOND"))).toContain("You may not see reports");
  });
});

/** The buttons below an answer that only one person sees, somewhere else than the preview. */
describe("what is pressed below a status", () => {
  const admin = () => bot.slack.as("U01ADMIN");
  const told = (text: string) =>
    bot.slack.waitFor(
      () =>
        bot.slack
          .ephemerals("U01ADMIN")
          .find((it) => it.channel === "C02GENERAL" && shown(it).includes(text)),
      `"${text}" in #general for U01ADMIN`,
    );

  /** The status of the only report, asked for in another channel than that of its preview. */
  async function askElsewhere() {
    const [id = ""] = await ids();
    await admin().command("/exec-report", `status ${id}`, { channel: "general" });
    return await told(`Id: ${id}`);
  }

  it("recalls, says so there, and says the second time that it was recalled", async () => {
    await bot.editPortfolio("settings.yml", "audiences:", "approval:\n  hold: 10m\naudiences:");
    const preview = await bot.requestPreview("cto");
    await admin().click(preview, "Approve");
    await bot.waitForText("reports", "unless it is recalled");
    const answer = await askElsewhere();
    await admin().click(answer, "Recall");
    await told("Recalled: CTO report, October 2026. It is not sent.");
    await bot.waitForText("reports", "recalled by <@U01ADMIN>");
    // A decision of the same person at the same moment is the same one.
    bot.clock.advance(1_000);
    await admin().click(answer, "Recall");
    await told("This report was recalled before it was sent. It was <@U01ADMIN>.");
    expect(bot.ses.taken).toEqual([]);
  });

  it("sends what failed again, names to whom, and says the second time that it was", async () => {
    bot.ses.misbehave({ kind: "throttle", for: WEB }, 5);
    await send("cto", "Not sent to Web developer");
    const answer = await askElsewhere();
    await admin().click(answer, "Retry failed");
    await told("It is sent again to Web developer.");
    await bot.waitForText("reports", "sent to 5");
    await admin().click(answer, "Retry failed");
    await told("What had failed of this report was sent again already. It was <@U01ADMIN>.");
  });

  it("sends uncertain mails again, and names to whom", async () => {
    bot.ses.misbehave({ kind: "cut_after", for: WEB });
    await send("cto", "Perhaps sent to Web developer");
    await admin().click(await askElsewhere(), "Send again to Web developer");
    await told("It is sent again to Web developer.");
    await bot.waitForText("reports", "sent to 5");
  });

  it("counts uncertain mails as sent, and names which", async () => {
    bot.ses.misbehave({ kind: "cut_after", for: WEB });
    await send("cto", "Perhaps sent to Web developer");
    const answer = await askElsewhere();
    await admin().click(answer, "Mark as sent");
    await told("It counts as sent to Web developer. Nothing was sent again.");
    await bot.waitForText("reports", "sent to 5");
    await admin().click(answer, "Mark as sent");
    await told("it counts as sent. It was <@U01ADMIN>.");
  });

  it("decides on uncertain mails one by one, and says in person what was decided", async () => {
    bot.ses.misbehave({ kind: "cut_after", for: WEB });
    bot.ses.misbehave({ kind: "cut_after", for: "security@example.org" });
    await send("cto", "Perhaps sent to Security adviser, Web developer");
    await admin().click(await askElsewhere(), "Decide one by one");
    const modal = await bot.slack.waitFor(() => bot.slack.modal("U01ADMIN"), "the modal");
    const [, web = ""] =
      /"text":"Web developer"[^}]*\},"value":"([^"]+)"/.exec(JSON.stringify(modal.blocks)) ?? [];
    await admin().submit({ uncertain_mails: [web], uncertain_deed: "mark" });
    await bot.waitForWhisper(
      "U01ADMIN",
      "It counts as sent to Web developer. Nothing was sent again.",
    );
  });

  it("makes a fresh preview, and says where it is", async () => {
    const preview = await bot.requestPreview("cto");
    await bot.editPortfolio("entities/jada.yml", "{ low: 4, high: 9 }", "{ low: 4, high: 109 }");
    await admin().click(preview, "Approve");
    await bot.waitForText("reports", "Withdrawn");
    await admin().click(await askElsewhere(), "Make a fresh preview");
    await told("A fresh preview of CTO report, October 2026 stands in <#C01REPORTS>.");
  });

  it("is said nothing about on the preview, which shows it", async () => {
    bot.ses.misbehave({ kind: "throttle", for: WEB }, 5);
    const preview = await send("cto", "Not sent to Web developer");
    const partly = bot.current(preview) ?? preview;
    await admin().click(partly, "Retry failed");
    await bot.waitForText("reports", "sent to 5");
    await admin().click(partly, "Retry failed");
    await bot.restart(); // waits for everything in flight
    expect(bot.slack.ephemerals("U01ADMIN")).toEqual([]);
  });
});

describe("retry", () => {
  it("sends what failed again, for those who may approve", async () => {
    bot.ses.misbehave({ kind: "throttle", for: WEB }, 5);
    const preview = await send("cto", "Not sent to Web developer");
    expect(shown(await ask("retry"))).toContain("You may not approve or reject reports");
    expect(shown(await ask("retry", "U01ADMIN"))).toContain("It is sent again to Web developer.");
    await bot.slack.waitFor(
      () => shown(bot.current(preview) ?? preview).includes("sent to 5"),
      "the end in the preview",
    );
    expect(shown(await ask("retry", "U01ADMIN"))).toContain(
      "There is no report with mails that failed.",
    );
    const [id = ""] = await ids();
    expect(shown(await ask(`retry ${id}`, "U01ADMIN"))).toContain(
      "No mail of this report has failed",
    );
  });

  it("finds the report by itself of which only the copy for the record failed", async () => {
    const whole = await send("cto", "sent to 5");
    bot.ses.misbehave({ kind: "throttle", for: AUDIT }, 5);
    const preview = await send("cfo", "Not sent to Audit copy");
    expect(shown(bot.current(whole) ?? whole)).not.toContain("Not sent");
    expect(shown(await ask("retry", "U01ADMIN"))).toContain("It is sent again to Audit copy.");
    await bot.slack.waitFor(
      () => !shown(bot.current(preview) ?? preview).includes("Not sent"),
      "the end in the preview",
    );
    expect(shown(await ask("retry", "U01ADMIN"))).toContain(
      "There is no report with mails that failed.",
    );
  });
});

describe("recall", () => {
  it("calls back the one that is held", async () => {
    await bot.editPortfolio("settings.yml", "audiences:", "approval:\n  hold: 10m\naudiences:");
    expect(shown(await ask("recall", "U01ADMIN"))).toContain("There is no report on hold.");
    const preview = await bot.requestPreview("cto");
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    await bot.waitForText("reports", "unless it is recalled");
    expect(shown(await ask("recall", "U01ADMIN"))).toContain("Recalled: CTO report");
    await bot.waitForText("reports", "recalled by <@U01ADMIN>");
    expect(bot.ses.taken).toEqual([]);
  });
});
