import {
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSlackAnnouncer } from "../../../src/commands/announcer.ts";
import {
  createPatience,
  explainSlackError,
  isSlackError,
} from "../../../src/commands/call-slack.ts";
import { CLIENT_OPTIONS } from "../../../src/commands/slack-app.ts";
import { createLog } from "../../../src/log.ts";
import { createFakeSlack, type FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { createTestClock, type TestClock } from "../../support/test-clock.ts";

describe("calling Slack", () => {
  let slack: FakeSlack;
  let clock: TestClock;
  let stopping: AbortController;
  let tell: () => Promise<void>;
  beforeEach(async () => {
    clock = createTestClock();
    slack = await createFakeSlack({
      botToken: "xoxb-test",
      signingSecret: "secret",
      teamId: "T01DEMO",
      scopes: ["chat:write"],
      channels: [],
      users: [{ id: "U01ADMIN", name: "admin" }],
    });
    const options = { slackApiUrl: slack.apiUrl, logLevel: LogLevel.ERROR };
    const client = new WebClient("xoxb-test", { ...CLIENT_OPTIONS, ...options });
    stopping = new AbortController();
    const patiently = createPatience(clock, stopping.signal);
    const pictures = async () => undefined;
    const announcer = createSlackAnnouncer({
      client,
      patiently,
      pictures,
      log: createLog("silent"),
    });
    tell = () => announcer.tell("U01ADMIN", "Hello.");
  });
  afterEach(() => slack.close());

  it("waits as long as a busy Slack asks for, then says it once", async () => {
    slack.misbehave("chat.postMessage", { kind: "rate_limited", retryAfter: 3 }, 2);
    await tell();
    expect(clock.waits).toEqual([3_000, 3_000]);
    expect(slack.dms("U01ADMIN")).toHaveLength(1);
  });

  it("gives up on a Slack that stays busy, after four calls", async () => {
    slack.misbehave("chat.postMessage", { kind: "rate_limited", retryAfter: 1 }, 9);
    await expect(tell()).rejects.toThrow(WebAPIRateLimitedError);
    expect(slack.calls).toHaveLength(4);
    expect(clock.waits).toHaveLength(3);
  });

  it("has only as much patience as it is given", async () => {
    const patiently = createPatience(clock, stopping.signal, { calls: 2, waitSeconds: 5 });
    const busy = (seconds: number) =>
      patiently(async () => Promise.reject(new WebAPIRateLimitedError(seconds)));
    await expect(busy(5)).rejects.toThrow(WebAPIRateLimitedError);
    await expect(busy(6)).rejects.toThrow(WebAPIRateLimitedError);
    expect(clock.waits).toEqual([5_000]);
  });

  it("does not begin to wait once the bot stops", async () => {
    slack.misbehave("chat.postMessage", { kind: "rate_limited", retryAfter: 3 }, 9);
    stopping.abort();
    await expect(tell()).rejects.toThrow(WebAPIRateLimitedError);
    expect(slack.calls).toHaveLength(1);
    expect(clock.waits).toEqual([]);
  });

  it.each([
    [60, [60_000]],
    [61, []],
  ])("waits %i seconds: %j", async (retryAfter, waits) => {
    slack.misbehave("chat.postMessage", { kind: "rate_limited", retryAfter });
    const failed = await tell().then(
      () => false,
      () => true,
    );
    expect(clock.waits).toEqual(waits);
    expect(failed).toBe(waits.length === 0);
  });

  it("never repeats a call whose connection dropped: it may have been carried out", async () => {
    slack.misbehave("chat.postMessage", { kind: "cut_after" });
    await expect(tell()).rejects.toThrow(WebAPIRequestError);
    expect(slack.calls).toHaveLength(1);
    expect(slack.dms("U01ADMIN")).toHaveLength(1);
  });

  it.each([
    [{ kind: "cut" } as const, WebAPIRequestError],
    [{ kind: "http", status: 503 } as const, WebAPIHTTPError],
    [{ kind: "error", error: "internal_error" } as const, WebAPIPlatformError],
  ])("does not repeat after %j either", async (behaviour, error) => {
    slack.misbehave("chat.postMessage", behaviour);
    await expect(tell()).rejects.toThrow(error);
    expect(slack.calls).toHaveLength(1);
    expect(clock.waits).toEqual([]);
  });
});

describe("patience", () => {
  it("gives what the call gives, and throws what it throws at the first time", async () => {
    const patiently = createPatience(createTestClock(), new AbortController().signal);
    expect(await patiently(async () => 7)).toBe(7);
    let calls = 0;
    const broken = patiently(async () => {
      calls += 1;
      throw new TypeError("broken");
    });
    await expect(broken).rejects.toThrow(TypeError);
    expect(calls).toBe(1);
  });
});

describe("explainSlackError", () => {
  const refusal = (error: string) => new WebAPIPlatformError({ ok: false, error });

  it.each([
    ["not_in_channel", /\/invite @Exec Report/],
    ["channel_not_found", /\/invite @Exec Report/],
    ["is_archived", /archived.*another/],
    ["restricted_action", /another channel/],
    ["missing_scope", /manifest\.yml/],
    ["invalid_auth", /npm run doctor/],
    ["token_revoked", /SLACK_BOT_TOKEN/],
    ["account_inactive", /Install it again/],
    ["message_not_found", /deleted/],
    ["expired_trigger_id", /Press the button again/],
    ["exchanged_trigger_id", /Press the button again/],
    ["invalid_trigger_id", /Press the button again/],
    ["fatal_error", /"fatal_error"\. Try again in a minute/],
  ])("says what to do about %s", (code, advice) => {
    expect(explainSlackError(refusal(code))).toMatch(advice);
  });

  it.each([
    ["a busy Slack", new WebAPIRateLimitedError(30), /busy.*Try again/],
    ["a dropped connection", new WebAPIRequestError(new Error("ECONNRESET")), /did not answer/],
    [
      "an answer that is not Slack's",
      new WebAPIHTTPError(502, "Bad Gateway", {}),
      /did not answer/,
    ],
    ["anything else", new Error("xoxb-secret"), /log has the details/],
  ])("says what to do about %s", (_, error, advice) => {
    const sentence = explainSlackError(error);
    expect(sentence).toMatch(advice);
    expect(sentence).not.toMatch(/secret|ECONN|Gateway/);
  });

  it("knows Slack's errors from others", () => {
    expect(isSlackError(refusal("fatal_error"))).toBe(true);
    expect(isSlackError(new WebAPIRateLimitedError(1))).toBe(true);
    expect(isSlackError(new Error("An API error occurred: fatal_error"))).toBe(false);
  });
});
