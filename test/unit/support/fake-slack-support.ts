/** The workspace that the tests of the fake Slack work in. */

import { LogLevel, WebClient } from "@slack/web-api";
import { onTestFinished } from "vitest";
import {
  createFakeSlack,
  type FakeSlack,
  type FakeSlackOptions,
} from "../../support/fake-slack/fake-slack.ts";

export const TOKEN = "xoxb-fake";
export const SECRET = "signing-secret";
export const EXEC = "C0EXEC";
export const OWNER = "U0OWNER";
export const STRANGER = "U0STRANGER";

/** A workspace with two people and all scopes, gone at the end of the test. */
export async function startSlack(more: Partial<FakeSlackOptions> = {}): Promise<FakeSlack> {
  const slack = await createFakeSlack({
    botToken: TOKEN,
    signingSecret: SECRET,
    teamId: "T0HOME",
    scopes: ["chat:write", "users:read", "channels:read"],
    channels: [
      { id: EXEC, name: "exec" },
      { id: "C0OTHER", name: "other", botIsMember: false },
      { id: "C0OLD", name: "old", archived: true },
      { id: "C0SECRET", name: "secret", botIsMember: false, isPrivate: true },
    ],
    users: [
      { id: OWNER, name: "owner" },
      { id: STRANGER, name: "stranger", teamId: "T0OTHER" },
    ],
    ...more,
  });
  onTestFinished(() => slack.close());
  return slack;
}

const nothing = () => undefined;

/** The client shouts about every refusal, and refusals are what these tests are about. */
export const SILENT = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};

/** The real client, without retries of its own. */
export function clientOf(slack: FakeSlack, token: string | undefined = TOKEN): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: SILENT,
  });
}

/** What a call of the Web API answers, also where the client would throw. */
export async function call(
  slack: FakeSlack,
  method: string,
  args: object = {},
  token = TOKEN,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${slack.apiUrl}${method}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(args),
  });
  return (await answer.json()) as Record<string, unknown>;
}
