import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { SesCall } from "../../demo/ses-calls.ts";
import { type SesEventType, sesEvent } from "../../demo/ses-event.ts";
import { createLocalSns, type LocalSns, type MessageOptions, TOPIC } from "../../demo/sns.ts";
import { buildProof } from "../../src/dispatch/proof.ts";
import { createDispatchRecords } from "../../src/store/dispatch-records.ts";
import { createSealer } from "../../src/store/sealer.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { shown, startTestBot, type TestBot } from "../support/bot.ts";
import { createTestClock } from "../support/test-clock.ts";

/** What Amazon SES tells, signed by a test's own SNS, over real HTTP into the running bot. */
let bot: TestBot;
let sns: LocalSns;

async function start(env: Readonly<Record<string, string>> = { SES_EVENTS_TOPIC_ARN: TOPIC }) {
  const clock = createTestClock();
  sns = createLocalSns(clock);
  bot = await startTestBot({ env, clock, fetchText: sns.fetchText });
}

async function post(fields: Readonly<Record<string, string>> | string): Promise<number> {
  const body = typeof fields === "string" ? fields : JSON.stringify(fields);
  const headers = { "content-type": "text/plain; charset=UTF-8" };
  return (await fetch(`${bot.url}/ses/events`, { method: "POST", headers, body })).status;
}

/** One event about a mail, on its way. Later than the one before. */
async function tell(
  type: SesEventType,
  call: Pick<SesCall, "messageId" | "tags" | "destinations">,
  more: Readonly<Record<string, unknown>> = {},
  how: MessageOptions = {},
): Promise<number> {
  bot.clock.advance(1000);
  return await post(sns.message(sesEvent(type, call, bot.clock.now(), more), how));
}

async function send(report: string, sentence: string) {
  const preview = await bot.requestPreview(report);
  await bot.slack.as("U01ADMIN").click(preview, "Approve");
  await bot.waitForText("reports", sentence);
  // The summary may come first.
  await bot.slack.waitFor(
    () => shown(bot.current(preview) ?? preview).includes(sentence),
    "the end in the preview",
  );
  return preview;
}

/** As if nothing had happened since the message looked like this. */
async function putBack({ channel, ts, text, blocks }: Awaited<ReturnType<typeof send>>) {
  await fetch(`${bot.slack.apiUrl}chat.update`, {
    method: "POST",
    headers: { authorization: "Bearer xoxb-test", "content-type": "application/json" },
    body: JSON.stringify({ channel, ts, text, blocks }),
  });
}

const takenFor = (address: string): SesCall => {
  const call = bot.ses.taken.findLast(({ destinations }) => destinations.includes(address));
  if (call === undefined) throw new Error(`no mail to ${address}`);
  return call;
};

/** The delivery of a call, as it stands in the table. */
async function deliveryOf({ tags }: SesCall) {
  const items = await bot.items(`delivery#${tags["delivery"]}`);
  return items.find((item) => item["dispatch_id"] === tags["dispatch"]);
}

const inThread = (ts: string) =>
  bot.slack.messages("reports").filter((message) => message.thread_ts === ts);

describe("each kind of event", () => {
  let calls: readonly SesCall[];
  beforeAll(async () => {
    await start();
    await send("cto", "sent to 5");
    await send("cfo", "sent to 3");
    calls = bot.ses.taken.filter(({ destinations }) => destinations[0] !== "audit@example.com");
  }, 60_000);
  afterAll(() => bot.stop());
  const takeOne = (): SesCall => {
    const [call, ...rest] = calls;
    if (call === undefined) throw new Error("no mail is left to tell of");
    calls = rest;
    return call;
  };

  it.each<[SesEventType, string, string]>([
    ["Send", "accepted", "sent"],
    ["Delivery", "delivered", "sent"],
    ["DeliveryDelay", "accepted", "sent"],
    ["Bounce", "bounced", "failed"],
    ["Complaint", "complained", "sent"],
    ["Reject", "failed", "failed"],
    ["Rendering Failure", "failed", "failed"],
  ])("%s: the delivery is %s, its status %s, and it is on record", async (type, state, status) => {
    const call = takeOne();
    expect(await tell(type, call)).toBe(200);
    const delivery = await deliveryOf(call);
    expect(delivery).toMatchObject({ state, delivery_status: status });
    const events = await bot.items("ses-event#");
    expect(events.filter((it) => it["ses_message_id"] === call.messageId)).toEqual([
      expect.objectContaining({ recipient_hash: delivery?.["recipient_hash"] }),
    ]);
    const [address = "none"] = call.destinations;
    expect(JSON.stringify(await bot.table.scan())).not.toContain(address);
    expect(bot.log.join("")).not.toContain(address);
  });

  it("the proofs of both dispatches hold afterwards", async () => {
    const records = createDispatchRecords({
      table: createTableClient(bot.table.client, bot.table.name),
      // The DATA_KEY of test bots.
      sealer: createSealer(Buffer.alloc(32, 4)),
      clock: bot.clock,
    });
    const ids = new Set(bot.ses.taken.map(({ tags }) => String(tags["dispatch"])));
    expect(ids.size).toBe(2);
    for (const id of ids) {
      const record = await records.read(id);
      expect(record && buildProof(record).verification).toEqual({ holds: true, faults: [] });
    }
  });
});

describe("what SES tells", () => {
  afterEach(() => bot.stop());

  it("is shown by a later sweep, of whatever process, where it could not be shown at once", async () => {
    await start();
    const preview = await send("cfo", "sent to 3");
    const call = takenFor("finance@example.com");
    // The preview and the summary.
    bot.slack.misbehave("chat.update", { kind: "cut" }, 2);
    expect(await tell("Delivery", call)).toBe(200);
    await bot.restart();
    const asShown = () => shown(bot.current(preview) ?? preview);
    expect(asShown()).not.toContain("1 delivered");

    bot.clock.advance(61_000);
    await bot.restart();
    await bot.slack.waitFor(() => asShown().includes("1 delivered") || undefined, "the delivery");
    // Nothing is owed any more.
    await bot.restart();
    const updates = () => bot.log.filter((line) => line.includes("could not be rewritten")).length;
    expect(updates()).toBe(2);
    bot.clock.advance(61_000);
    bot.slack.misbehave("chat.update", { kind: "cut" }, 9);
    await bot.restart();
    await bot.restart();
    expect(updates()).toBe(2);
  });

  it("is in the summary, too, where it comes while that is posted", async () => {
    await start();
    const preview = await bot.requestPreview("cfo");
    bot.slack.misbehave("chat.postMessage", { kind: "hold" });
    await bot.slack.as("U01ADMIN").click(preview, "Approve");
    const asShown = () => shown(bot.current(preview) ?? preview);
    await bot.slack.waitFor(() => asShown().includes("sent to 3") || undefined, "the end");
    expect(await tell("Delivery", takenFor("finance@example.com"))).toBe(200);
    bot.slack.release();
    const summary = () =>
      bot.slack
        .messages("reports")
        .filter(({ ts }) => ts !== preview.ts)
        .map(shown)
        .find((text) => text.includes("sent to 3"));
    await bot.slack.waitFor(
      () => summary()?.includes("1 delivered") || undefined,
      "the delivery in the summary",
    );
  });

  it("is shown where the process died before it was put on record that it had to be", async () => {
    await start();
    const preview = await send("cfo", "sent to 3");
    const call = takenFor("finance@example.com");
    const message = sns.message(sesEvent("Delivery", call, bot.clock.now()));
    expect(await post(message)).toBe(200);
    const asShown = () => shown(bot.current(preview) ?? preview);
    await bot.slack.waitFor(() => asShown().includes("1 delivered") || undefined, "the delivery");
    await putBack(preview);
    expect(asShown()).not.toContain("1 delivered");
    // Amazon SNS got no answer, and tells it again.
    expect(await post(message)).toBe(200);
    await bot.slack.waitFor(() => asShown().includes("1 delivered") || undefined, "the delivery");
  });

  it("settles a delivery that was in doubt, and shows it", async () => {
    await start();
    bot.ses.misbehave({ kind: "cut_after" });
    const preview = await send("cfo", "sent to 2 of 3");
    const [unanswered] = bot.ses.taken.filter(({ outcome }) => outcome === "cut");
    if (unanswered === undefined) throw new Error("no call was cut");
    expect(await deliveryOf(unanswered)).toMatchObject({ state: "uncertain" });
    expect(shown(bot.current(preview) ?? preview)).toContain("Perhaps sent to");

    expect(await tell("Delivery", unanswered)).toBe(200);
    expect(await deliveryOf(unanswered)).toMatchObject({
      state: "delivered",
      delivery_status: "sent",
      ses_message_id: unanswered.messageId,
    });
    await bot.slack.waitFor(
      () => shown(bot.current(preview) ?? preview).includes("sent to 3 · 1 delivered"),
      "the end in the preview",
    );
    expect(shown(bot.current(preview) ?? preview)).not.toContain("Perhaps");
    // The summary in the channel stays true, too.
    await bot.slack.waitFor(
      () =>
        bot.slack
          .messages("reports")
          .filter(({ ts }) => ts !== preview.ts)
          .map(shown)
          .some((text) => text.includes("sent to 3 · 1 delivered")),
      "the end in the summary",
    );
  });

  it("may come in any order and more than once", async () => {
    await start();
    const preview = await send("cfo", "sent to 3");
    const call = takenFor("owner@example.com");
    const events = [
      sns.message(sesEvent("Complaint", call, bot.clock.now())),
      sns.message(sesEvent("Delivery", call, bot.clock.now())),
      sns.message(sesEvent("Send", call, bot.clock.now())),
    ];
    for (const event of [...events, ...events.toReversed()]) expect(await post(event)).toBe(200);
    expect(await deliveryOf(call)).toMatchObject({ state: "complained" });
    expect(await bot.items("ses-event#")).toHaveLength(3);
    expect(inThread(preview.ts).map(shown)).toEqual([
      expect.stringMatching(/^Reported as spam by Owner\./),
    ]);
  });

  it("is taken again when the database did not answer, and told to people once", async () => {
    await start();
    const preview = await send("cfo", "sent to 3");
    const call = takenFor("owner@example.com");
    const event = sns.message(sesEvent("Bounce", call, bot.clock.now()));
    bot.database.misbehave("refuse", "event_rank", 4);
    expect(await post(event)).toBe(503);
    expect(await post(event)).toBe(200);
    expect(await post(event)).toBe(200);
    expect(await deliveryOf(call)).toMatchObject({ state: "bounced" });
    expect(inThread(preview.ts)).toHaveLength(1);
  });

  it("of an out-of-office answer does not undo that the mail arrived", async () => {
    await start();
    const preview = await send("cfo", "sent to 3");
    const call = takenFor("owner@example.com");
    await tell("Delivery", call);
    await tell("Bounce", call, { bounceType: "Transient", bounceSubType: "General" });
    expect(await deliveryOf(call)).toMatchObject({ state: "delivered" });
    expect(inThread(preview.ts)).toEqual([]);
  });

  it("of a mail that nobody knows, or no event at all, is no reason to ask again", async () => {
    await start();
    const stranger = { messageId: "m", destinations: ["a@example.com"] };
    const tags = { dispatch: "01KB0000000000000000000000", delivery: "0".repeat(32) };
    expect(await tell("Bounce", { ...stranger, tags })).toBe(200);
    expect(await tell("Bounce", { ...stranger, tags: {} })).toBe(200);
    expect(await tell("Bounce", { ...stranger, tags: { ...tags, dispatch: "x" } })).toBe(200);
    expect(await post(sns.message("Successfully validated SNS topic"))).toBe(200);
    expect(await bot.items("ses-event#")).toEqual([]);
  });
});

describe("whoever is not Amazon SNS", () => {
  beforeAll(async () => {
    await start();
    await send("cfo", "sent to 3");
  }, 60_000);
  afterAll(() => bot.stop());

  it.each<[string, MessageOptions]>([
    ["changed after it was signed", { forge: { Message: "{}" } }],
    ["with a subject nobody signed", { forge: { Subject: "x" } }],
    ["of another topic", { change: { TopicArn: `${TOPIC}-other` } }],
    [
      "with a certificate from elsewhere",
      { change: { SigningCertURL: "https://a.example/c.pem" } },
    ],
    [
      "with a host that only looks right",
      { change: { SigningCertURL: "https://sns.us-east-1.amazonaws.com.a.example/c.pem" } },
    ],
    [
      "with a certificate over http",
      { change: { SigningCertURL: "http://sns.us-east-1.amazonaws.com/c.pem" } },
    ],
    [
      "with a certificate that is none",
      { change: { SigningCertURL: "https://sns.us-east-1.amazonaws.com/?Action=x" } },
    ],
  ])("%s: 403, and nothing happens", async (_, how) => {
    const call = takenFor("owner@example.com");
    expect(await tell("Bounce", call, {}, how)).toBe(403);
    expect(await deliveryOf(call)).toMatchObject({ state: "accepted" });
    expect(sns.fetched.filter((url) => !url.startsWith("https://sns.us-east-1."))).toEqual([]);
  });

  it("an old message again: 403; one as old as SNS repeats: 200", async () => {
    const minutesAgo = (minutes: number) => ({
      change: { Timestamp: new Date(bot.clock.now().getTime() - minutes * 60_000).toISOString() },
    });
    expect(await post(sns.message("{}", minutesAgo(65)))).toBe(200);
    expect(await post(sns.message("{}", minutesAgo(65.01)))).toBe(403);
    expect(await post(sns.message("{}", minutesAgo(-5)))).toBe(200);
    expect(await post(sns.message("{}", minutesAgo(-5.01)))).toBe(403);
  });

  it("both versions of the signature count, and the certificate is fetched once", async () => {
    const version = (SignatureVersion: string) => ({ change: { SignatureVersion, Subject: "s" } });
    expect(await post(sns.message("{}", version("1")))).toBe(200);
    expect(await post(sns.message("{}", version("2")))).toBe(200);
    expect(new Set(sns.fetched).size).toBe(sns.fetched.length);
    const downgraded = sns.message("{}", { forge: { SignatureVersion: "1" } });
    expect(await post(downgraded)).toBe(403);
  });

  it("where the certificate cannot be had now, SNS is to ask again", async () => {
    sns.failNext(1);
    const url = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-4567.pem";
    const message = sns.message("{}", { change: { SigningCertURL: url } });
    expect(await post(message)).toBe(503);
    expect(await post(message)).toBe(200);
  });

  it("what is no message gets 400, what is too long 413", async () => {
    expect(await post("hello")).toBe(400);
    expect(await post("{}")).toBe(400);
    expect(await post(sns.message("x".repeat(500_000)))).toBe(200);
    expect(await post("x".repeat(700_000))).toBe(413);
  });
});

describe("the subscription", () => {
  afterEach(() => bot.stop());

  it("without a topic there is no such address", async () => {
    await start({});
    expect(await post(sns.message("{}"))).toBe(404);
  });
  it("is confirmed, at Amazon SNS alone", async () => {
    await start();
    expect(await post(sns.confirmation("SubscriptionConfirmation"))).toBe(200);
    expect(sns.fetched.at(-1)).toMatch(/Action=ConfirmSubscription/);
    const elsewhere = { SubscribeURL: "https://a.example/?Action=ConfirmSubscription" };
    expect(await post(sns.confirmation("SubscriptionConfirmation", elsewhere))).toBe(403);
    expect(sns.fetched.filter((url) => url.includes("a.example"))).toEqual([]);
    sns.failNext(1);
    expect(await post(sns.confirmation("SubscriptionConfirmation"))).toBe(503);
  });

  it("that ends is logged, and not begun again", async () => {
    await start();
    expect(await post(sns.confirmation("UnsubscribeConfirmation"))).toBe(200);
    expect(sns.fetched).toHaveLength(1);
    expect(bot.log.join("")).toContain("sends nothing here any more");
  });
});
