import { EventEmitter } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { createFakeSlack, type FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { asObject, asString, type JsonObject, parseJson } from "../../support/fake-slack/json.ts";

/** That the fake's Socket Mode is as strict, and as unreliable on command, as Slack's. */
let slack: FakeSlack;
beforeEach(async () => {
  slack = await createFakeSlack({
    botToken: "xoxb-test",
    appToken: "xapp-test",
    signingSecret: "secret",
    teamId: "T1",
    scopes: [],
    channels: [{ id: "C1", name: "reports" }],
    users: [{ id: "U1", name: "one" }],
    ackTimeoutMs: 200,
  });
});
afterEach(() => slack.close());

async function askForLine(token: string): Promise<JsonObject> {
  const answer = await fetch(`${slack.apiUrl}apps.connections.open`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
  });
  return asObject(await answer.json());
}

/** An app that keeps what it is told, and answers as it is told to. */
async function openLine(answer: (envelope: JsonObject) => JsonObject | undefined = () => ({})) {
  const { url } = await askForLine("xapp-test");
  const socket = new WebSocket(asString(url));
  const heard: JsonObject[] = [];
  const changes = new EventEmitter();
  socket.on("message", (data) => {
    const message = asObject(parseJson(String(data)));
    heard.push(message);
    changes.emit("change");
    const id = message["envelope_id"];
    const payload = id === undefined ? undefined : answer(message);
    if (payload !== undefined) socket.send(JSON.stringify({ envelope_id: id, payload }));
  });
  await slack.waitFor(() => slack.sockets.open() > 0, "the line");
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  return { url: asString(url), heard, changes, closed };
}

const command = () => slack.as("U1").command("/exec-report", "cto", { channel: "reports" });

describe("an address of Socket Mode", () => {
  it("is given for the app's token alone", async () => {
    expect(await askForLine("xapp-test")).toMatchObject({ ok: true });
    expect(await askForLine("xoxb-test")).toMatchObject({ error: "not_allowed_token_type" });
    expect(await askForLine("xapp-other")).toMatchObject({ error: "invalid_auth" });
  });

  it("opens one line, once", async () => {
    const { url } = await openLine();
    const again = new WebSocket(url);
    await new Promise<void>((resolve) => again.once("error", () => resolve()));
    expect(slack.sockets.open()).toBe(1);
  });
});

describe("a delivery", () => {
  it("goes down the line as Slack sends it, and the answer counts as one over HTTP", async () => {
    const { heard } = await openLine(() => ({ text: "Wait a moment." }));
    const response = await command();
    expect(heard[0]).toMatchObject({ type: "hello" });
    expect(heard[1]).toMatchObject({
      type: "slash_commands",
      accepts_response_payload: true,
      payload: { command: "/exec-report", text: "cto", user_id: "U1", channel_id: "C1" },
    });
    expect(response).toMatchObject({ status: 200, json: { text: "Wait a moment." } });
    expect(slack.ephemerals("U1").map(({ text }) => text)).toEqual(["Wait a moment."]);
  });

  it("has the same envelope when it is delivered twice, and an event says that it is a repetition", async () => {
    const { heard } = await openLine();
    await slack.redeliver(await command());
    await slack.redeliver(await slack.as("U1").openHome());
    const [, first, second, event, repeated] = heard;
    expect(second?.["envelope_id"]).toBe(first?.["envelope_id"]);
    expect(event).toMatchObject({ type: "events_api", retry_attempt: 0 });
    expect(repeated).toMatchObject({ retry_attempt: 1, retry_reason: "timeout" });
  });

  it("fails for the person without a line, and where nobody answers in time", async () => {
    await expect(command()).rejects.toThrow("dispatch_failed");
    await openLine(() => undefined);
    await expect(command()).rejects.toThrow("operation_timeout");
  });
});

describe("a line", () => {
  it("ends before a delivery, or before its answer is heard, on command", async () => {
    const first = await openLine();
    slack.misbehave("socket", { kind: "cut" });
    await expect(command()).rejects.toThrow("dispatch_failed");
    await first.closed;
    expect(first.heard).toHaveLength(1);
    const second = await openLine();
    slack.misbehave("socket", { kind: "cut_after" });
    await expect(command()).rejects.toThrow("operation_timeout");
    await second.closed;
    expect(second.heard).toHaveLength(2);
  });

  it("says that it will end, and what was not heard of an event comes down the next", async () => {
    const first = await openLine();
    slack.sockets.disconnect("refresh_requested");
    await slack.waitFor(() => first.heard.length > 1, "what it says", {
      also: [first.changes],
    });
    expect(first.heard[1]).toEqual({ type: "disconnect", reason: "refresh_requested" });
    slack.misbehave("socket", { kind: "cut" });
    await expect(slack.as("U1").openHome()).rejects.toThrow("dispatch_failed");
    const { heard, changes } = await openLine();
    await slack.waitFor(() => heard.length > 1, "the event", { also: [changes] });
    expect(heard[1]).toMatchObject({ type: "events_api", retry_attempt: 1 });
  });
});
