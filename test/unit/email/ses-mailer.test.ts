import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { simpleParser } from "mailparser";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Mailer, OutgoingMail } from "../../../src/dispatch/mail-ports.ts";
import { createSesClient, createSesMailer } from "../../../src/email/ses-mailer.ts";
import { MailRefusedError, type RefusalKind } from "../../../src/errors.ts";

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const xml =
  (status: number, body: string): Answer =>
  (response) =>
    response.writeHead(status, { "content-type": "text/xml" }).end(body);
const accepted = xml(
  200,
  '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>0100-abc</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></SendRawEmailResponse>',
);
const refused = (status: number, code: string, message: string) =>
  xml(
    status,
    `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>3f1c-request</RequestId></ErrorResponse>`,
  );

const outgoing: OutgoingMail = {
  from: "Exec Report <reports@example.com>",
  to: [{ name: "Chief technology officer", email: "cto@example.com" }],
  mail: {
    subject: "CTO report",
    html: '<html lang="en"><p>Hi</p></html>',
    text: "Hi\n",
    images: [],
    attachments: [],
  },
  tags: { dispatch: "01JBXYZ", delivery: "abc:123" },
};

let server: Server;
let requests: URLSearchParams[];
let answer: Answer;
let mailer: Mailer;

beforeEach(async () => {
  requests = [];
  answer = accepted;
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    requests.push(new URLSearchParams(Buffer.concat(chunks).toString()));
    answer(response, request);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv("AWS_ENDPOINT_URL_SES", `http://127.0.0.1:${port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  // Even an operator who asks the SDK to retry gets one call.
  vi.stubEnv("AWS_MAX_ATTEMPTS", "5");
  const client = createSesClient({ region: "us-west-2", requestTimeout: 200 });
  const clock = { now: () => new Date("2026-11-02T08:00:00Z") };
  mailer = createSesMailer({ client, configurationSet: "reports", clock });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

async function refusal(mail: OutgoingMail = outgoing): Promise<MailRefusedError> {
  const error: unknown = await mailer.send(mail).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof MailRefusedError) return error;
  throw new Error("expected a refusal", { cause: error });
}

describe("an accepted mail", () => {
  it("gives the id of SES", async () => {
    expect(await mailer.send(outgoing)).toBe("0100-abc");
  });

  it("is one SendRawEmail to one address, with tags and configuration set", async () => {
    await mailer.send(outgoing);
    const form = Object.fromEntries(requests[0] ?? []);
    expect(requests).toHaveLength(1);
    expect(form).toMatchObject({
      Action: "SendRawEmail",
      Source: "reports@example.com",
      "Destinations.member.1": "cto@example.com",
      ConfigurationSetName: "reports",
      "Tags.member.1.Name": "dispatch",
      "Tags.member.1.Value": "01JBXYZ",
      "Tags.member.2.Name": "delivery",
      "Tags.member.2.Value": "abc_123",
    });
    expect(form).not.toHaveProperty("Destinations.member.2");
    const mime = await simpleParser(Buffer.from(form["RawMessage.Data"] ?? "", "base64"));
    expect(mime).toMatchObject({ subject: "CTO report", text: "Hi\n", html: outgoing.mail.html });
  });
});

it("hands a shared mail over in one call, to everybody", async () => {
  const to = ["a", "b", "c"].map((one) => ({ name: one, email: `${one}@example.com` }));
  await mailer.send({ ...outgoing, to });
  expect(requests).toHaveLength(1);
  const members = [1, 2, 3, 4].map((n) => requests[0]?.get(`Destinations.member.${n}`));
  expect(members).toEqual(["a@example.com", "b@example.com", "c@example.com", null]);
});

it("does not depend on a connection of before, which SES may be about to close", async () => {
  const used = new WeakSet<Socket>();
  answer = (response, request) => {
    if (used.has(request.socket)) return request.socket.destroy();
    used.add(request.socket);
    return accepted(response, request);
  };
  for (let mails = 0; mails < 3; mails += 1) await mailer.send(outgoing);
  expect(requests).toHaveLength(3);
});

it("writes an international domain the way SES takes it", async () => {
  await mailer.send({ ...outgoing, to: [{ name: "Owner", email: "owner@bücher.example" }] });
  expect(requests[0]?.get("Destinations.member.1")).toBe("owner@xn--bcher-kva.example");
});

describe("a mail that was not accepted", () => {
  it.each<[string, Answer, RefusalKind, RegExp]>([
    [
      "too fast",
      refused(400, "Throttling", "Maximum sending rate exceeded."),
      "throttled",
      /rate exceeded/u,
    ],
    [
      "too many today",
      refused(400, "Throttling", "Daily message quota exceeded."),
      "quota",
      /quota/u,
    ],
    [
      "rejected",
      refused(400, "MessageRejected", "Email address is not verified: bookings@example.com"),
      "permanent",
      /^SES refused the mail: Email address is not verified: b•••@example\.com\.$/u,
    ],
    [
      "no such set",
      refused(400, "ConfigurationSetDoesNotExist", "No set."),
      "permanent",
      /No set/u,
    ],
    ["paused", refused(400, "AccountSendingPausedException", "Paused."), "paused", /Paused/u],
    [
      "not allowed",
      refused(403, "AccessDenied", "Not authorized."),
      "permanent",
      /Not authorized/u,
    ],
    ["something unheard of", refused(400, "Whatever", "Odd."), "permanent", /Odd/u],
    ["a fault of SES", refused(500, "InternalFailure", "Oops."), "temporary", /Oops/u],
    ["SES unavailable", refused(503, "ServiceUnavailable", "Later."), "temporary", /Later/u],
    [
      "a gateway's page",
      xml(504, "<html><body>Gateway timeout</body></html>"),
      "unknown",
      /nobody can know/u,
    ],
    ["a gateway's empty answer", xml(502, ""), "unknown", /nobody can know/u],
    ["an answer that is no XML", xml(200, "<<<"), "unknown", /nobody can know/u],
    ["an answer without an id", xml(200, "<SendRawEmailResponse/>"), "unknown", /./u],
    [
      "a cut connection",
      (_response, request) => request.socket.destroy(),
      "unknown",
      /nobody can know/u,
    ],
    ["no answer", () => {}, "unknown", /nobody can know/u],
  ])("%s", async (_case, given, kind, sentence) => {
    answer = given;
    const error = await refusal();
    expect({ kind: error.kind, requests: requests.length }).toEqual({ kind, requests: 1 });
    expect(error.message).toMatch(sentence);
    expect(error.toSentence()).not.toMatch(/cto@|bookings@|3f1c-request/u);
  });

  it("never left: nobody listens", async () => {
    await new Promise((done) => server.close(done));
    expect(await refusal()).toMatchObject({
      kind: "temporary",
      message: /connection was refused/u,
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });

  it("never left: no credentials", async () => {
    const client = createSesClient({ region: "us-west-2" });
    client.config.credentials = () =>
      Promise.reject(
        Object.assign(new Error("Could not load credentials"), {
          name: "CredentialsProviderError",
        }),
      );
    mailer = createSesMailer({ client });
    const error = await refusal();
    expect(error.kind).toBe("permanent");
    expect(error.hint).toMatch(/credentials/u);
    expect(requests).toHaveLength(0);
  });

  it.each([
    ["the recipient", { ...outgoing, to: [{ name: "Two", email: "a@example.com,b@example.com" }] }],
    ["the sender", { ...outgoing, from: "a@example.com, b@example.com" }],
  ])("never left: %s is not one address", async (_case, mail) => {
    const error = await refusal(mail);
    expect(error.kind).toBe("permanent");
    expect(error.toSentence()).not.toContain("example.com");
    expect(requests).toHaveLength(0);
  });
});
