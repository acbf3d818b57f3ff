/** What the fake is told about a workspace, and what it shows of one. */

import type { Clock } from "../../../src/clock.ts";
import type { JsonObject } from "./json.ts";
import type { ViewType } from "./view-rules.ts";

/** A channel of the workspace. */
export interface FakeChannel {
  readonly id: string;
  readonly name: string;
  /** Default true. */
  readonly botIsMember?: boolean;
  readonly archived?: boolean;
  /** The bot does not see a private channel it is not in. */
  readonly isPrivate?: boolean;
}

/** A person, or another bot, who can act in the workspace. */
export interface FakeUser {
  readonly id: string;
  readonly name: string;
  /** The person's own workspace; another one than the app's makes them a stranger from Slack Connect. */
  readonly teamId?: string;
  readonly isBot?: boolean;
  readonly deleted?: boolean;
  /** A guest. */
  readonly isRestricted?: boolean;
  /** A guest of a single channel. */
  readonly isUltraRestricted?: boolean;
  readonly tz?: string;
}

/** The workspace and the app in it. */
export interface FakeSlackOptions {
  readonly botToken: string;
  readonly signingSecret: string;
  /** Of an app that uses Socket Mode, e.g. `xapp-test`. */
  readonly appToken?: string;
  readonly teamId: string;
  /** The scopes the token has, e.g. `["chat:write", "commands"]`. */
  readonly scopes: readonly string[];
  readonly channels: readonly FakeChannel[];
  readonly users: readonly FakeUser[];
  /** Default `U0EXECBOT`. */
  readonly botUserId?: string;
  /** Default `A0EXECREPORT`. */
  readonly appId?: string;
  /** Default `example`. */
  readonly teamDomain?: string;
  /** Ages of triggers and response URLs, and `ts` of messages. Default: the machine's clock. */
  readonly clock?: Pick<Clock, "now">;
  /** How long Slack waits for an acknowledgement, in milliseconds. Default 3,000, as Slack does. */
  readonly ackTimeoutMs?: number;
}

/** A message as it stands at one moment; an update makes a new one. */
export interface SlackMessage {
  /** Id of the channel or of the direct conversation. */
  readonly channel: string;
  readonly ts: string;
  /** Who wrote it. */
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly JsonObject[];
  readonly thread_ts?: string;
  readonly edited?: { readonly user: string; readonly ts: string };
  readonly metadata?: JsonObject;
  /** Set on an ephemeral message: the only person who sees it. */
  readonly ephemeralTo?: string;
}

/** A modal or a home tab as a person sees it. */
export interface SlackView extends JsonObject {
  readonly id: string;
  readonly type: ViewType;
  readonly hash: string;
  readonly blocks: readonly JsonObject[];
  /** What is filled in. */
  readonly state: JsonObject;
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly external_id: string;
}

/** One call of the Web API, of a response URL (`method` is then `response_url`), or an upload (`upload`). */
export interface ApiCall {
  readonly method: string;
  /** The arguments with JSON read and without the token. */
  readonly args: JsonObject;
  readonly at: Date;
  /** `ok`, the error's code, `rate_limited`, `http 503`, `cut`, `cut_after`, or `pending`. */
  outcome: string;
}
