/** How Slack delivers to the bot over HTTP: signed, timed out after three seconds, sometimes twice. */

import { createHmac } from "node:crypto";
import { type BotResponse, type Delivery, toRequest } from "./envelopes.ts";
import { parseJson } from "./json.ts";

/** How a delivery is to differ from an honest, punctual one. */
export interface DeliveryOptions {
  /** Signed with another secret. */
  readonly forged?: boolean;
  /** Signed six minutes ago, one more than is allowed. */
  readonly stale?: boolean;
}

/** Where deliveries go and how they are signed. */
export interface DeliveryRoute {
  readonly url: string;
  readonly signingSecret: string;
  readonly ackTimeoutMs: number;
}

const STALE_SECONDS = 6 * 60;

/** Signs a body as Slack does: https://docs.slack.dev/authentication/verifying-requests-from-slack */
function signBody(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
}

/**
 * Delivers and applies the acknowledgement. The timestamp is the machine's real time, because that is
 * what the bot compares it with, whatever clock the workspace runs on.
 *
 * @throws Error `operation_timeout` when the bot does not acknowledge in time
 */
export async function deliver(
  route: DeliveryRoute,
  delivery: Delivery,
  options: DeliveryOptions = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<BotResponse> {
  const secret = options.forged === true ? "somebody-elses-secret" : route.signingSecret;
  const age = options.stale === true ? STALE_SECONDS : 0;
  const timestamp = Math.floor(Date.now() / 1000) - age;
  const request = toRequest(delivery);
  const response = await post(route, request.body, {
    "content-type": request.contentType,
    "x-slack-request-timestamp": String(timestamp),
    "x-slack-signature": signBody(secret, timestamp, request.body),
    ...headers,
  });
  const body = await response.text();
  const answer = { status: response.status, body, json: parseJson(body), delivery };
  if (response.status === 200) delivery.onAck(answer);
  return answer;
}

/** Delivers the same thing again, as Slack does with events when it has not seen the acknowledgement. */
export function redeliver(route: DeliveryRoute, previous: BotResponse): Promise<BotResponse> {
  const headers = { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" };
  return deliver(route, previous.delivery, {}, headers);
}

async function post(
  route: DeliveryRoute,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  if (route.url === "") throw new Error("Set slack.requestUrl to the bot's /slack/events first.");
  const signal = AbortSignal.timeout(route.ackTimeoutMs);
  try {
    return await fetch(route.url, { method: "POST", headers, body, signal });
  } catch (error) {
    if (!signal.aborted) throw error;
    const said = `operation_timeout: no acknowledgement within ${route.ackTimeoutMs} ms`;
    throw new Error(said, { cause: error });
  }
}
