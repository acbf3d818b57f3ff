import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { createTestClock } from "../support/test-clock.ts";

/** A minute before 08:00 in Los Angeles on Monday, November 30, 2026. */
const BEFORE = "2026-11-30T15:59:00.000Z";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot({ clock: createTestClock(BEFORE) });
});
afterEach(() => bot.stop());

const setDigest = (settings: string) =>
  bot.editPortfolio("settings.yml", "# How long", `digest: ${settings}\n# How long`);

/** What a process does when it starts, and every minute after. */
const tick = () => bot.restart();

/** Lets time pass up to a moment of these weeks by the clock in Los Angeles: `2026-12-04 08:00`. */
function passUntil(moment: string) {
  const at = Date.parse(`${moment.replace(" ", "T")}:00.000-08:00`);
  bot.clock.advance(at - bot.clock.now().getTime());
}

const digests = (where = "general") =>
  bot.slack.messages(where).filter((it) => shown(it).includes("Daily digest"));

describe("the digest", () => {
  it("is posted at its time, not before, once, however many processes there are", async () => {
    await bot.requestPreview("cto");
    await setDigest("{ channel: C02GENERAL }");
    await tick();
    expect(digests()).toEqual([]);
    bot.clock.advance(MINUTE);
    await Promise.all([tick(), bot.withAnother(async () => undefined)]);
    const digest = await bot.waitForText("general", "Daily digest · Monday, Nov 30");
    expect(shown(digest)).toContain("1 report waits for approval");
    await tick();
    bot.clock.advance(HOUR);
    await tick();
    expect(digests()).toHaveLength(1);
  });

  it("comes to the minute, whenever the process has last looked", async () => {
    await setDigest("{ channel: C02GENERAL }");
    bot.clock.advance(30_000);
    await tick();
    bot.clock.advance(29_999);
    expect(digests()).toEqual([]);
    bot.clock.advance(1);
    await bot.waitForText("general", "Daily digest · Monday, Nov 30");
  });

  it("has buttons that work, for whoever has the right to them", async () => {
    await bot.requestPreview("cto");
    await setDigest("{ channel: C02GENERAL }");
    bot.clock.advance(MINUTE);
    await tick();
    const digest = await bot.waitForText("general", "Daily digest");
    await bot.slack.as("U03GUEST").click(digest, "Approve");
    await bot.waitForWhisper("U03GUEST", "You may not approve");
    expect(await bot.mails()).toEqual([]);
    await bot.slack.as("U01ADMIN").click(digest, "Approve");
    await bot.waitForText("reports", "sent to 5");
  });

  it("is one line on a quiet day, and comes on the next day it is for", async () => {
    await setDigest("{ channel: C02GENERAL, days: weekdays }");
    await bot.editPortfolio(
      "settings.yml",
      "reporting_date: 2026-10-31",
      "reporting_date: 2028-01-31",
    );
    bot.clock.advance(MINUTE);
    await tick();
    const digest = await bot.waitForText("general", "nothing waits and nothing failed");
    expect(digest.blocks).toHaveLength(1);
    // From Friday to Monday.
    for (const [days, posted] of [
      [4, 2],
      [1, 2],
      [1, 2],
      [1, 3],
    ] as const) {
      bot.clock.advance(days * DAY);
      await tick();
      await bot.slack.waitFor(() => digests().length === posted || undefined, `${posted} digests`);
    }
    expect(shown(digests().at(-1) ?? digest)).toContain("since Friday");
  });

  it.each([
    [16 * MINUTE, true],
    [6 * HOUR, true],
    [6 * HOUR + MINUTE, false],
  ])("that was missed is caught up %i ms later: %s", async (late, posted) => {
    await setDigest("{ channel: C02GENERAL }");
    bot.clock.advance(late);
    await tick();
    if (posted) await bot.waitForText("general", "Late: it was due <!date^1796054400^");
    await tick();
    expect(digests()).toHaveLength(posted ? 1 : 0);
  });

  it("is posted by the next tick where Slack failed at first", async () => {
    await setDigest("{ channel: C02GENERAL }");
    bot.clock.advance(MINUTE);
    bot.slack.misbehave("chat.postMessage", { kind: "cut" });
    await tick();
    await tick();
    await bot.waitForText("general", "Daily digest");
    await tick();
    expect(digests()).toHaveLength(1);
  });

  it("goes to the admins, with the reason, where its channel cannot be had", async () => {
    await setDigest("{ channel: C03OUTSIDE }");
    bot.clock.advance(MINUTE);
    for (let attempts = 0; attempts < 3; attempts += 1) await tick();
    const digest = await bot.waitForWhisper("U01ADMIN", "Daily digest");
    expect(shown(digest)).toContain("could not be posted in its channel");
    expect(shown(digest)).toContain("/invite @Exec Report");
    await tick();
    expect(
      bot.slack.dms("U01ADMIN").filter((it) => shown(it).includes("Daily digest")),
    ).toHaveLength(1);
  });
});

it("the digest tells of a preview overtaken by a change on the day after that, whenever it was made", async () => {
  await setDigest("{ channel: C02GENERAL }");
  passUntil("2026-11-30 15:00");
  const preview = await bot.requestPreview("cto");
  passUntil("2026-12-01 08:00");
  await tick();
  await bot.waitForText("general", "Daily digest · Tuesday, Dec 1");
  passUntil("2026-12-01 09:00");
  await bot.editPortfolio("settings.yml", /^name: .*$/mu, "name: Another Portfolio");
  await bot.slack.as("U01ADMIN").click(preview, "Approve");
  await bot.waitForWhisper("U01ADMIN", "Nothing was approved: something has changed");
  passUntil("2026-12-02 08:00");
  await tick();
  const digest = await bot.waitForText("general", "Daily digest · Wednesday, Dec 2");
  expect(shown(digest)).toContain(
    "*CTO report, October 2026*: Its data, audience or rules changed after the preview.",
  );
  await bot.slack.as("U02MEMBER").click(digest, "Make a fresh preview");
  await bot.waitForText("general", "made afresh");
  passUntil("2026-12-03 08:00");
  await tick();
  const next = await bot.waitForText("general", "Daily digest · Thursday, Dec 3");
  expect(shown(next)).not.toContain("changed after the preview");
});

describe("the digest after one that did not come", () => {
  /** Lets time pass up to a moment of December 2026 by the clock in Los Angeles, and looks: `4 08:00`. */
  async function lookAt(moment: string) {
    passUntil(`2026-12-${moment.padStart(8, "0")}`);
    await tick();
  }

  it("looks back to the last that was posted", async () => {
    await setDigest("{ channel: C02GENERAL }");
    await lookAt("4 08:00");
    await bot.waitForText("general", "Daily digest · Friday, Dec 4");
    bot.clock.advance(2 * HOUR);
    bot.ses.misbehave({ kind: "reject", message: "Blacklisted", for: "web@example.com" });
    await bot.slack.as("U01ADMIN").click(await bot.requestPreview("cto"), "Approve");
    await bot.waitForText("reports", "sent to 4 of 5");
    // Too late for that of Monday.
    await lookAt("7 14:01");
    await lookAt("8 08:00");
    const digest = shown(await bot.waitForText("general", "Daily digest · Tuesday, Dec 8"));
    expect(digests()).toHaveLength(2);
    expect(digest).toContain("not sent to Web developer");
    expect(digest).toContain("*Sent since Friday*");
    await lookAt("9 08:00");
    const next = shown(await bot.waitForText("general", "Daily digest · Wednesday, Dec 9"));
    expect(next).not.toContain("not sent to Web developer");
    expect(next).toContain("Nothing was sent yesterday");
  });

  it("looks back two weeks at most, and says since which day", async () => {
    await setDigest("{ channel: C02GENERAL }");
    await lookAt("1 08:00");
    await bot.waitForText("general", "Daily digest · Tuesday, Dec 1");
    await lookAt("11 08:00");
    await bot.waitForText("general", "Nothing was sent since Tuesday, Dec 1;");
    await lookAt("30 08:00");
    await bot.waitForText("general", "Nothing was sent since Wednesday, Dec 16;");
  });

  /** A schedule of U02MEMBER, every Tuesday. */
  async function schedule(time: string) {
    await setDigest("{ channel: C02GENERAL }");
    await tick();
    const owner = bot.slack.as("U02MEMBER");
    const typed = `schedule cto every tuesday ${time}`;
    await owner.command("/exec-report", typed, { channel: "reports" });
    await owner.click(await bot.waitForWhisper("U02MEMBER", "Nothing is saved yet"), "Save");
    await bot.waitForWhisper("U02MEMBER", "Saved.");
  }

  /** Its owner may not ask for reports any more: it fails for good. */
  const takeRights = () =>
    bot.editPortfolio(
      "settings.yml",
      /requester: \[.*\]\n {2}viewer: \[.*\]/u,
      "requester: []\n  viewer: [U02MEMBER]",
    );

  async function lookAtAll(...moments: readonly string[]) {
    for (const moment of moments) {
      await lookAt(moment);
      // A stop waits for what was begun.
      await tick();
    }
  }

  const tellOf = (words: string) => digests().map((it) => shown(it).includes(words));

  it.each([
    ["before its time", "06:00", [true, false, false]],
    ["after its time", "09:00", [false, true, false]],
  ])("tells once of a scheduled run that failed %s", async (_, time, told) => {
    await schedule(time);
    await takeRights();
    await lookAtAll("1 06:00", "1 08:00", "1 09:00", "2 08:00", "3 08:00");
    expect(tellOf("Its schedule could not make it.")).toEqual(told);
  });

  it("tells of a scheduled run that waits, and once more when it has failed", async () => {
    await schedule("06:00");
    await bot.editPortfolio("entities/jada.yml", "kind: operating", "kind: sinking");
    // It is tried again at 07:59, and then not before 08:01.
    await lookAtAll("1 06:00", "1 07:59", "1 08:00");
    await takeRights();
    await lookAtAll("1 09:00", "2 08:00", "3 08:00");
    expect(tellOf("Its schedule could not make it yet")).toEqual([true, false, false]);
    expect(tellOf("Its schedule could not make it.")).toEqual([false, true, false]);
  });
});

describe("the digest as a mail", () => {
  const bringOut = async () => {
    await bot.requestPreview("cto");
    await setDigest("{ channel: C02GENERAL, email: [owner, ceo] }");
    bot.clock.advance(MINUTE);
    await tick();
    await bot.waitForText("general", "Daily digest");
    await bot.slack.waitFor(() => bot.ses.taken.length === 3 || undefined, "three mails", {
      also: [bot.ses.changes],
    });
  };

  it("goes to those who want it, and the audit address, once", async () => {
    await bringOut();
    await tick();
    bot.clock.advance(HOUR);
    await tick();
    const mails = await bot.mails();
    expect(mails.map(({ destinations }) => destinations.join()).toSorted()).toEqual([
      "audit@example.com",
      "ceo@example.com",
      "owner@example.com",
    ]);
    const [mail] = mails;
    expect(mail?.subject).toMatch(
      /^Daily digest · Monday, Nov 30, 2026: 1 report waits for approval/,
    );
    expect(mail?.html).toContain("1 report waits for approval");
    expect(mail?.text).toContain("1 report waits for approval");
    expect(mail?.text).toContain("actions are overdue");
    expect(mail?.headers).toContain("List-Unsubscribe");
  });

  it("is told of nowhere but in the next digest, if it goes wrong", async () => {
    bot.ses.misbehave({ kind: "reject", message: "Blacklisted", for: "ceo@example.com" });
    await bot.requestPreview("cto");
    await setDigest("{ channel: C02GENERAL, email: [owner, ceo] }");
    bot.clock.advance(MINUTE);
    await tick();
    await bot.slack.waitFor(() => bot.ses.taken.length === 2 || undefined, "two mails", {
      also: [bot.ses.changes],
    });
    // Each stop waits for what was begun; what is left then is done by the next start.
    await tick();
    await tick();
    const before = bot.slack.messages("reports").length;
    await bot.slack.as("U01ADMIN").openHome();
    await bot.slack.waitFor(() => bot.slack.home("U01ADMIN"), "the Home tab");
    expect(JSON.stringify(bot.slack.home("U01ADMIN"))).not.toContain("Daily digest");
    bot.clock.advance(DAY);
    await tick();
    const next = await bot.waitForText("general", "Daily digest · Tuesday, Dec 1");
    expect(shown(next)).toContain(
      "*Daily digest, Monday, Nov 30, 2026* not sent to Chief executive",
    );
    expect(bot.slack.messages("reports").length).toBe(before);
  });

  it("leaves out whoever does not want it, and is no failure if nobody is left", async () => {
    await setDigest("{ channel: C02GENERAL, email: [owner] }");
    bot.ses.misbehave({ kind: "reject", message: "Blacklisted" });
    bot.clock.advance(MINUTE);
    await tick();
    await bot.waitForText("general", "Daily digest");
    expect(bot.log.join("\n")).not.toContain("could not be brought out");
  });
});
