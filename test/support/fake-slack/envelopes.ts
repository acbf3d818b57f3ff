/** The two ways in which Slack hands the same thing to an app. */

import type { JsonObject } from "./json.ts";

/** What Slack delivers. */
export interface Delivery {
  /** As Socket Mode calls it. */
  readonly type: "slash_commands" | "interactive" | "events_api";
  readonly payload: JsonObject;
  /** What Slack does with the acknowledgement. */
  readonly onAck: (response: BotResponse) => void;
}

/** What the bot answered at once. */
export interface BotResponse {
  readonly status: number;
  readonly body: string;
  /** The body as JSON, if it is any. */
  readonly json: unknown;
  /** What was delivered, for `redeliver`; and in which envelope, if it came down a socket. */
  readonly delivery: Delivery;
  readonly envelopeId?: string;
}

/** What is posted to the bot in HTTP mode. */
export function toRequest({ type, payload }: Delivery): {
  readonly contentType: string;
  readonly body: string;
} {
  if (type === "events_api") {
    return { contentType: "application/json", body: JSON.stringify(payload) };
  }
  const fields =
    type === "interactive"
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
  const body = new URLSearchParams(fields).toString();
  return { contentType: "application/x-www-form-urlencoded", body };
}

/** What is sent down a socket: https://docs.slack.dev/apis/events-api/using-socket-mode */
export function toEnvelope(
  { type, payload }: Delivery,
  envelopeId: string,
  attempts: number,
): JsonObject {
  return {
    envelope_id: envelopeId,
    type,
    accepts_response_payload: type !== "events_api",
    payload,
    ...(type === "events_api" && {
      retry_attempt: attempts,
      retry_reason: attempts > 0 ? "timeout" : "",
    }),
  };
}
