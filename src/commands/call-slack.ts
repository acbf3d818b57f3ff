import {
  SlackError,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";
import type { Clock } from "../clock.ts";
import type { Loss } from "../dispatch/announcer-port.ts";

/** How much patience is worth a person's while. */
export interface PatienceLimits {
  /** Calls of one kind before giving up on a busy Slack. */
  readonly calls: number;
  /** The longest wait that Slack may ask for. */
  readonly waitSeconds: number;
}

const FOR_A_MESSAGE: PatienceLimits = { calls: 4, waitSeconds: 60 };

/** Makes a call of Slack's Web API, with patience where Slack is busy. */
export type Patiently = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * Calls Slack again after the wait it asks for when it is busy (HTTP 429): such a call was not carried out, so
 * repeating it is safe. Nothing else is repeated; a connection that drops may have posted already.
 *
 * @param stopping Ends the waiting: the call then fails with the refusal it waits over.
 */
export function createPatience(
  clock: Clock,
  stopping: AbortSignal,
  limits: PatienceLimits = FOR_A_MESSAGE,
): Patiently {
  return async (call) => {
    for (let calls = 1; ; calls += 1) {
      try {
        return await call();
      } catch (error) {
        const busy =
          error instanceof WebAPIRateLimitedError && error.retryAfter <= limits.waitSeconds;
        if (!busy || calls >= limits.calls || stopping.aborted) throw error;
        await clock.wait(error.retryAfter * 1000, stopping).catch(() => undefined);
      }
    }
  };
}

/** What a person can do about an error code of Slack (docs.slack.dev/reference/methods/chat.postMessage). */
const ADVICE: Readonly<Record<string, string>> = {
  not_in_channel: "Invite the bot with /invite @Exec Report in that channel, then try again.",
  channel_not_found:
    "The bot is not in that channel, or the channel is gone. Invite it with /invite @Exec Report, then try again.",
  is_archived: "The channel is archived. Try again in another one.",
  restricted_action: "The workspace does not let the bot post there. Try again in another channel.",
  missing_scope: "The app lacks a permission. Reinstall it from manifest.yml, then try again.",
  invalid_auth: "Slack does not accept the bot's token. Run `npm run doctor`.",
  token_revoked: "The bot's token was revoked. Reinstall the app and set SLACK_BOT_TOKEN.",
  account_inactive: "The app was removed from the workspace. Install it again.",
  message_not_found: "The message was deleted.",
  expired_trigger_id: "It took too long. Press the button again.",
  exchanged_trigger_id: "Press the button again.",
  invalid_trigger_id: "Press the button again.",
};

/** What Slack says is not there any more, by the code of its refusal. */
const LOSSES: Readonly<Record<string, Loss>> = {
  message_not_found: "message",
  cant_update_message: "message",
  channel_not_found: "place",
  not_in_channel: "place",
  is_archived: "place",
  restricted_action: "place",
};

/** What is gone according to a refusal; undefined if the same call may work another time. */
export function lossIn(error: unknown): Loss | undefined {
  return error instanceof WebAPIPlatformError ? LOSSES[error.data.error] : undefined;
}

/** Whether Slack, or the way to it, is what failed. */
export function isSlackError(error: unknown): error is SlackError {
  return error instanceof SlackError;
}

/** What Slack calls its refusal; undefined for failures of other kinds. */
export function errorCodeOf(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** What a person can do about a failed call, as a sentence. */
export function explainSlackError(error: unknown): string {
  if (error instanceof WebAPIPlatformError) {
    return (
      ADVICE[error.data.error] ?? `Slack answered "${error.data.error}". Try again in a minute.`
    );
  }
  if (error instanceof WebAPIRateLimitedError) return "Slack is busy. Try again in a minute.";
  if (error instanceof WebAPIRequestError || error instanceof WebAPIHTTPError) {
    return "Slack did not answer. Try again in a minute.";
  }
  return "Try again in a minute; the log has the details.";
}
