import { once } from "node:events";
import {
  GetAccountSendingEnabledCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  SESClient,
  SendEmailCommand,
  SendRawEmailCommand,
} from "@aws-sdk/client-ses";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { SesFault } from "../../../demo/ses-faults.ts";
import { type SesEndpoint, startSes } from "../../../demo/ses-front.ts";

const CAPTAIN = "captain@example.com";
const OWNER = "owner@example.com";

let ses: SesEndpoint;
let client: SESClient;

beforeEach(async () => {
  ses = await startSes({ port: 0 });
  await ses.clear();
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  client = new SESClient({ endpoint: ses.url, region: "us-east-1", credentials, maxAttempts: 1 });
});

afterEach(async () => {
  client.destroy();
  await ses.stop();
});

interface Mail {
  readonly to?: readonly string[];
  readonly subject?: string;
  readonly text?: string;
  readonly tags?: readonly { Name: string; Value: string }[];
}

async function sendRaw({
  to = [CAPTAIN],
  subject = "CTO report",
  text = "Hello",
  tags = [],
}: Mail) {
  const mime = `From: reports@example.com\r\nTo: ${OWNER}\r\nSubject: ${subject}\r\n\r\n${text}\r\n`;
  const sent = await client.send(
    new SendRawEmailCommand({
      Source: "reports@example.com",
      Destinations: [...to],
      Tags: [...tags],
      RawMessage: { Data: Buffer.from(mime) },
    }),
  );
  return sent.MessageId;
}

function inboxSubjects(store: unknown): string[] {
  const { emails } = store as { emails: { subject: string }[] };
  return emails.map((email) => email.subject);
}

async function inbox(): Promise<string[]> {
  return inboxSubjects(await (await fetch(`${ses.url}/store`)).json());
}

describe("sending", () => {
  it("takes a raw mail, shows it in the inbox and remembers the call", async () => {
    const tags = [{ Name: "dispatch", Value: "01J" }];
    const messageId = await sendRaw({ to: [CAPTAIN, OWNER], text: "Grüße", tags });

    expect(messageId).toMatch(/^ses-\d+$/);
    expect(await inbox()).toEqual(["CTO report"]);
    expect(ses.accepted).toHaveLength(1);
    expect(ses.calls[0]).toMatchObject({
      action: "SendRawEmail",
      destinations: [CAPTAIN, OWNER],
      source: "reports@example.com",
      tags: { dispatch: "01J" },
      messageId,
      outcome: "accepted",
    });
    expect(ses.calls[0]?.raw).toContain("Subject: CTO report\r\n\r\nGrüße");
  });

  it("takes a simple mail with all kinds of recipients", async () => {
    await client.send(
      new SendEmailCommand({
        Source: "reports@example.com",
        Destination: { ToAddresses: [CAPTAIN], BccAddresses: [OWNER] },
        Message: { Subject: { Data: "Digest" }, Body: { Text: { Data: "Hello" } } },
      }),
    );

    expect(await inbox()).toEqual(["Digest"]);
    expect(ses.accepted[0]?.destinations).toEqual([CAPTAIN, OWNER]);
  });

  it("passes a mail of 15 MB", async () => {
    await expect(sendRaw({ text: `${"x".repeat(70)}\r\n`.repeat(218_000) })).resolves.toBeDefined();
    expect(ses.calls[0]?.raw.length).toBeGreaterThan(15_000_000);
  });

  it("serves the inbox page", async () => {
    const page = await fetch(`${ses.url}/`);

    expect(page.headers.get("content-type")).toContain("text/html");
    expect(await page.text()).toContain("<html");
  });

  it("forgets on clear", async () => {
    await sendRaw({});
    await ses.clear();

    expect(ses.calls).toEqual([]);
    expect(await inbox()).toEqual([]);
  });
});

describe("what SES refuses", () => {
  const people = (count: number) => Array.from({ length: count }, (_, n) => `p${n}@example.com`);

  it.each([
    ["the fifty-first recipient", { to: people(51) }, "Recipient count exceeds 50."],
    ["one malformed address among good ones", { to: [CAPTAIN, "captain"] }, "Illegal address"],
    ["an address in a tag", { tags: [{ Name: "to", Value: CAPTAIN }] }, "Invalid tag"],
    ["a tag of 257 characters", { tags: [{ Name: "a".repeat(257), Value: "b" }] }, "Invalid tag"],
  ])("%s", async (_, mail, message) => {
    await expect(sendRaw(mail)).rejects.toMatchObject({
      name: "InvalidParameterValue",
      message: expect.stringContaining(message),
    });
    expect(await inbox()).toEqual([]);
    expect(ses.calls[0]?.outcome).toBe("refused");
  });

  it("takes fifty recipients, a display name and a tag of 256 characters", async () => {
    const to = [...people(49), `Captain <${CAPTAIN}>`];
    await expect(
      sendRaw({ to, tags: [{ Name: "a".repeat(256), Value: "b" }] }),
    ).resolves.toBeDefined();
  });

  it("a call without credentials", async () => {
    const answer = await fetch(ses.url, { method: "POST", body: "Action=GetSendQuota" });

    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("<Code>MissingAuthenticationToken</Code>");
  });

  it("an action it does not know", async () => {
    const answer = await fetch(ses.url, {
      method: "POST",
      headers: { authorization: "AWS4-HMAC-SHA256 local" },
      body: "Action=DeleteEverything",
    });

    expect(await answer.text()).toMatch(
      /^<ErrorResponse xmlns="http:\/\/ses.amazonaws.com\/doc\/2010-12-01\/"><Error><Type>Sender<\/Type><Code>InvalidAction<\/Code><Message>.+<\/Message><\/Error><RequestId>.+<\/RequestId><\/ErrorResponse>$/,
    );
  });
});

describe("the account", () => {
  it("counts recipients against the quota, not mails", async () => {
    ses.account.maxSendRate = 1;
    ses.account.max24HourSend = 200;
    await sendRaw({ to: [CAPTAIN, OWNER] });
    ses.misbehave({ kind: "reject", message: "no" });
    await sendRaw({}).catch(() => undefined);

    const quota = await client.send(new GetSendQuotaCommand({}));

    expect(quota).toMatchObject({ Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 2 });
  });

  it("forgets what was sent more than 24 hours ago", async () => {
    let now = new Date("2026-11-21T08:00:00Z");
    const timed = await startSes({ port: 0, clock: { now: () => now } });
    onTestFinished(() => timed.stop());
    const send = (action: string, body = "") =>
      fetch(timed.url, {
        method: "POST",
        headers: { authorization: "AWS4-HMAC-SHA256 local" },
        body: `Action=${action}${body}`,
      }).then((answer) => answer.text());
    const data = encodeURIComponent(
      Buffer.from("From: a@example.com\r\n\r\nHi").toString("base64"),
    );
    await send("SendRawEmail", `&Destinations.member.1=${CAPTAIN}&RawMessage.Data=${data}`);

    now = new Date("2026-11-22T07:59:59Z");
    expect(await send("GetSendQuota")).toContain("<SentLast24Hours>1.0</SentLast24Hours>");
    now = new Date("2026-11-22T08:00:00Z");
    expect(await send("GetSendQuota")).toContain("<SentLast24Hours>0.0</SentLast24Hours>");
  });

  it("has verified every identity except those it was told about", async () => {
    ses.account.identities.set("b.example.com", "Pending").set("c.example.com", "NotStarted");

    const { VerificationAttributes } = await client.send(
      new GetIdentityVerificationAttributesCommand({
        Identities: ["a.example.com", "b.example.com", "c.example.com"],
      }),
    );

    expect(VerificationAttributes).toEqual({
      "a.example.com": { VerificationStatus: "Success" },
      "b.example.com": { VerificationStatus: "Pending" },
    });
  });

  it.each([true, false])("says whether it may send: %s", async (enabled) => {
    ses.account.sendingEnabled = enabled;

    const answer = await client.send(new GetAccountSendingEnabledCommand({}));

    expect(answer.Enabled).toBe(enabled);
  });
});

describe("misbehaviour", () => {
  it.each<[SesFault, object]>([
    [{ kind: "throttle" }, { name: "Throttling", message: "Maximum sending rate exceeded." }],
    [{ kind: "daily_quota" }, { name: "Throttling", message: "Daily message quota exceeded." }],
    [
      { kind: "reject", message: "Not <ok>" },
      { name: "MessageRejected", message: "Not <ok>" },
    ],
    [{ kind: "paused" }, { name: "AccountSendingPausedException" }],
    [{ kind: "http", status: 503 }, { $metadata: { httpStatusCode: 503 } }],
    [{ kind: "cut_before" }, { code: "ECONNRESET" }],
  ])("%o: the mail is not taken, and the next one is", async (fault, error) => {
    ses.misbehave(fault);

    await expect(sendRaw({ subject: "first" })).rejects.toMatchObject(error);
    await expect(sendRaw({ subject: "second" })).resolves.toBeDefined();

    expect(await inbox()).toEqual(["second"]);
    expect(ses.taken).toHaveLength(1);
  });

  it("cut_after: the mail is taken, the sender hears nothing", async () => {
    ses.misbehave({ kind: "cut_after" });

    await expect(sendRaw({ subject: "first" })).rejects.toMatchObject({ code: "ECONNRESET" });

    expect(await inbox()).toEqual(["first"]);
    expect(ses.accepted).toEqual([]);
    expect(ses.taken).toMatchObject([{ outcome: "cut" }]);
  });

  it("hold: no answer until release", async () => {
    ses.misbehave({ kind: "hold" });
    const called = once(ses.changes, "change");
    let answered = false;
    const sending = sendRaw({}).finally(() => {
      answered = true;
    });
    await called;

    expect(await inbox()).toEqual([]);
    expect(answered).toBe(false);
    ses.release();
    await expect(sending).resolves.toBeDefined();
    expect(await inbox()).toEqual(["CTO report"]);
  });

  it("stops while a call is held, and the mail is not taken", async () => {
    const other = await startSes({ port: 0 });
    other.misbehave({ kind: "hold", action: "GetSendQuota" });
    const called = once(other.changes, "change");
    const asking = fetch(other.url, {
      method: "POST",
      headers: { authorization: "AWS4-HMAC-SHA256 local" },
      body: "Action=GetSendQuota",
    });
    await called;

    await Promise.all([expect(asking).rejects.toThrow(), other.stop()]);
  });

  it("lasts as often as it is told, and only for the recipient it is told", async () => {
    ses.misbehave({ kind: "throttle", for: "Captain@Example.com" }, 2);

    await expect(sendRaw({ to: [OWNER] })).resolves.toBeDefined();
    await expect(sendRaw({ to: [CAPTAIN] })).rejects.toMatchObject({ name: "Throttling" });
    await expect(sendRaw({ to: [CAPTAIN] })).rejects.toMatchObject({ name: "Throttling" });
    await expect(sendRaw({ to: [CAPTAIN] })).resolves.toBeDefined();
  });

  it("leaves questions about the account alone unless it is told otherwise", async () => {
    ses.misbehave({ kind: "throttle" });
    await expect(client.send(new GetSendQuotaCommand({}))).resolves.toBeDefined();

    ses.misbehave({ kind: "throttle", action: "GetSendQuota" });
    await expect(client.send(new GetSendQuotaCommand({}))).rejects.toMatchObject({
      name: "Throttling",
    });
  });
});

describe("the port", () => {
  it("is named with its variable when it is taken", async () => {
    const port = Number(new URL(ses.url).port);

    await expect(startSes({ port, portVariable: "DEMO_SES_PORT" })).rejects.toMatchObject({
      code: "port_taken",
      message: `Port ${port} is taken.`,
      hint: "Stop what listens there, or set DEMO_SES_PORT to another port.",
    });
  });
});

describe("the account", () => {
  it("tells which identities sign their mails", async () => {
    ses.account.unsigned.add("example.org");
    const Identities = ["example.com", "example.org"];
    const { DkimAttributes } = await client.send(
      new GetIdentityDkimAttributesCommand({ Identities }),
    );
    expect(DkimAttributes).toMatchObject({
      "example.com": { DkimEnabled: true, DkimVerificationStatus: "Success" },
      "example.org": { DkimEnabled: false, DkimVerificationStatus: "NotStarted" },
    });
    expect(ses.questions.map(({ action }) => action)).toEqual(["GetIdentityDkimAttributes"]);
    expect(ses.calls).toEqual([]);
  });

  it("takes no more recipients in 24 hours than its quota", async () => {
    ses.account.max24HourSend = 3;
    await sendRaw({ to: [CAPTAIN, OWNER] });
    await expect(sendRaw({ to: [CAPTAIN, OWNER] })).rejects.toThrow("Daily message quota exceeded");
    await sendRaw({ to: [CAPTAIN] });
  });

  it("takes nothing while sending is switched off", async () => {
    ses.account.sendingEnabled = false;
    await expect(sendRaw({})).rejects.toMatchObject({ name: "AccountSendingPausedException" });
  });
});
