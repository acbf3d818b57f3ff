import { afterEach, describe, expect, it } from "vitest";
import type { SesCall } from "../../demo/ses-calls.ts";
import { type SesEventType, sesEvent } from "../../demo/ses-event.ts";
import { createLocalSns, type LocalSns, TOPIC } from "../../demo/sns.ts";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { createTestClock } from "../support/test-clock.ts";

/** From a bounce over the next preview to the button that takes it back. */
let bot: TestBot;
let sns: LocalSns;
afterEach(() => bot.stop());

async function start() {
  const clock = createTestClock();
  sns = createLocalSns(clock);
  const env = { SES_EVENTS_TOPIC_ARN: TOPIC };
  bot = await startTestBot({ env, clock, fetchText: sns.fetchText });
}

/** Later than everything before. */
async function tell(
  type: SesEventType,
  call: Pick<SesCall, "messageId" | "tags" | "destinations">,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  bot.clock.advance(1000);
  const body = JSON.stringify(sns.message(sesEvent(type, call, bot.clock.now(), more)));
  expect((await fetch(`${bot.url}/ses/events`, { method: "POST", body })).status).toBe(200);
}

/** Has a report sent, and waits until its preview says so. */
async function send(report: string, sentence: string) {
  const preview = await bot.requestPreview(report);
  await bot.slack.as("U01ADMIN").click(preview, "Approve");
  await bot.slack.waitFor(
    () => shown(bot.current(preview) ?? preview).includes(sentence),
    "the end in the preview",
  );
  return preview;
}

const takenFor = (address: string): SesCall => {
  const call = bot.ses.taken.findLast(({ destinations }) => destinations.includes(address));
  if (call === undefined) throw new Error(`no mail to ${address}`);
  return call;
};

const replies = (ts: string) =>
  bot.slack
    .messages("reports")
    .filter((message) => message.thread_ts === ts)
    .map(shown);

/** Types the command and waits for the list. */
async function list(user: string) {
  const known = new Set(bot.slack.ephemerals(user).map(({ ts }) => ts));
  await bot.slack.as(user).command("/exec-report", "suppressions", { channel: "reports" });
  return await bot.slack.waitFor(
    () => bot.slack.ephemerals(user).find(({ ts }) => !known.has(ts)),
    "the list of suppressions",
  );
}

describe("an address that bounced", () => {
  it("gets no report until an admin lifts it", async () => {
    await start();
    const preview = await send("cfo", "sent to 3");
    await tell("Bounce", takenFor("owner@example.com"));

    expect(replies(preview.ts)).toEqual([
      expect.stringMatching(
        /^Bounced: the mail to Owner could not be delivered\. There is no such address\. \(smtp; 550 5\.1\.1 <o•••@example\.com>: no such user\) No report goes there/,
      ),
    ]);
    await bot.waitForText("reports", "Not delivered to Owner: There is no");

    const next = await bot.requestPreview("cto");
    expect(shown(next)).toContain("For 4 people");
    expect(shown(next)).toMatch(/not for Owner \(bounced <!date\^\d+\^.*, \d{4}>\)/);

    const seen = await list("U01ADMIN");
    expect(shown(seen)).toContain("1 address gets no reports");
    expect(shown(seen)).toMatch(/Owner: bounced <!date\^/);
    await bot.slack.as("U01ADMIN").click(seen, "Lift");
    await bot.waitForWhisper("U01ADMIN", "Lifted: the next report goes there again. No address");
    expect(bot.slack.ephemerals("U01ADMIN")).toHaveLength(1);
    const [item] = (await bot.table.scan()).filter((it) => it["dashboard_id"] === "suppressions");
    expect(item).toMatchObject({ state: "lifted", lifted_by: "U01ADMIN" });
    expect(shown(await bot.requestPreview("cto"))).toContain("For 5 people");

    // The list can no longer be rewritten in its place: a new one says what was done.
    bot.slack.misbehave("response_url", { kind: "http", status: 404 }, 2);
    await bot.slack.as("U01ADMIN").click(seen, "Lift");
    await bot.waitForWhisper("U01ADMIN", "It was lifted before.");
  }, 60_000);

  it("is lifted by admins alone, whatever a button says", async () => {
    await start();
    await send("cfo", "sent to 3");
    await tell("Bounce", takenFor("owner@example.com"));
    expect(shown(await list("U02MEMBER"))).not.toContain("Lift");
    const admins = await list("U01ADMIN");
    await bot.slack.as("U02MEMBER").click(admins, "Lift");
    await bot.waitForWhisper("U02MEMBER", "You may not let an address get reports again.");
    await bot.slack.as("U03GUEST").command("/exec-report", "suppressions", { channel: "reports" });
    await bot.waitForWhisper("U03GUEST", "You may not see reports.");
    expect(shown(await list("U01ADMIN"))).toContain("Owner");
  });

  it("is taken the place of by the alternate whom the settings name", async () => {
    await start();
    await bot.editPortfolio(
      "settings.yml",
      "email: owner@example.com }",
      "email: owner@example.com, alternate: ceo }",
    );
    await send("cto", "sent to 5");
    await tell("Bounce", takenFor("owner@example.com"));
    const next = await bot.requestPreview("cto");
    expect(shown(next)).toMatch(
      /For 5 people: Chief executive, Technology lead, .*; Owner \(bounced <!date\^\d+\^.*\): Chief executive instead/,
    );
    // Who gets the report anyway gets it once.
    expect(shown(await bot.requestPreview("ceo"))).toMatch(
      /For 3 people: Chief executive, .*; not for Owner \(bounced/,
    );
    const before = bot.ses.taken.length;
    await bot.slack.as("U01ADMIN").click(next, "Approve");
    await bot.slack.waitFor(() => bot.ses.taken.length === before + 6, "all mails", {
      also: [bot.ses.changes],
    });
    const to = bot.ses.taken.slice(before).flatMap(({ destinations }) => destinations);
    expect(to).toContain("ceo@example.com");
    expect(to).not.toContain("owner@example.com");
  }, 60_000);

  it("for the moment only keeps nothing back", async () => {
    await start();
    const preview = await send("cfo", "sent to 3");
    const more = { bounceType: "Transient", bounceSubType: "MailboxFull" };
    await tell("Bounce", takenFor("owner@example.com"), more);
    expect(replies(preview.ts)).toEqual([
      expect.stringMatching(/^Not delivered to Owner\. The mailbox is full\..* as usual\.$/),
    ]);
    expect(shown(await bot.requestPreview("cfo"))).toContain("For 3 people");
  });

  it("may be the one that keeps the copies", async () => {
    await start();
    await send("cfo", "sent to 3");
    await tell("Bounce", takenFor("audit@example.com"));
    const next = shown(await bot.requestPreview("cfo"));
    expect(next).toMatch(/not for Audit copy \(bounced/);
    expect(next).not.toContain("one audit copy");
  });

  it("is told to people in person where the thread cannot be", async () => {
    await start();
    await send("cfo", "sent to 3");
    await bot.slack.waitFor(
      () => bot.slack.messages("reports").filter((it) => /sent to 3/.test(shown(it)))[1],
      "the summary",
    );
    bot.slack.misbehave("chat.postMessage", { kind: "error", error: "is_archived" });
    await tell("Bounce", takenFor("owner@example.com"));
    await bot.waitForWhisper("U02MEMBER", /Bounced: the mail to Owner/);
    await bot.waitForWhisper("U01ADMIN", /Bounced: the mail to Owner/);
  });
});

describe("somebody of a shared mail", () => {
  it("who bounced gets no further report; the others and the delivery are not touched", async () => {
    await start();
    const preview = await send("accounting", "sent to 3");
    const call = takenFor("owner@example.com");
    await tell("Delivery", call, { recipients: ["finance@example.com"] });
    const bouncedRecipients = [{ emailAddress: "Owner@example.com" }];
    await tell("Bounce", call, { bouncedRecipients });
    expect(replies(preview.ts)).toEqual([expect.stringMatching(/^Bounced: the mail to Owner /)]);
    const [delivery] = await bot.items("delivery#");
    expect(delivery).toMatchObject({ state: "delivered" });
    expect(shown(await bot.requestPreview("accounting"))).toMatch(
      /For 2 people: .*not for Owner \(bounced/,
    );
  });

  it("who complained is not known where several are named", async () => {
    await start();
    const preview = await send("accounting", "sent to 3");
    const complainedRecipients = ["owner@example.com", "finance@example.com"].map(
      (emailAddress) => ({ emailAddress }),
    );
    await tell("Complaint", takenFor("owner@example.com"), { complainedRecipients });
    expect(replies(preview.ts)).toEqual([
      expect.stringMatching(/^Reported as spam by one of Owner, Bookkeeper; nobody can know/),
    ]);
    expect(shown(await bot.requestPreview("accounting"))).toContain("For 3 people");
    await tell("Complaint", takenFor("owner@example.com"), {
      complainedRecipients: complainedRecipients.slice(1),
    });
    expect(shown(await bot.requestPreview("accounting"))).toMatch(
      /not for Bookkeeper \(reported as spam/,
    );
  });
});
