/** Slack says no: HTTP 200 with `ok: false`, a code and sometimes more. */

import type { JsonObject } from "./json.ts";

/** Thrown by a method; becomes the body of its answer. */
export class SlackRefusal extends Error {
  readonly code: string;
  readonly details: JsonObject;

  constructor(code: string, details: JsonObject = {}) {
    super(`${code} ${JSON.stringify(details)}`);
    this.name = "SlackRefusal";
    this.code = code;
    this.details = details;
  }
}

/** A refusal that lists faults, e.g. `invalid_blocks`. */
export function refusalWithMessages(code: string, messages: readonly string[]): SlackRefusal {
  return new SlackRefusal(code, { response_metadata: { messages } });
}
