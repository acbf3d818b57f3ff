import type { RespondFn } from "@slack/bolt";
import type { Announcer } from "../dispatch/ports.ts";
import { describeError } from "../errors.ts";
import type { Log } from "../log.ts";
import { buildFailureNotice, isExpected } from "./messages/notice.ts";
import type { SlackMessage } from "./messages/preview.ts";

/** Says something that only the person who acted sees. */
export type Answer = (message: SlackMessage) => Promise<void>;

/**
 * An answer through the interaction's own URL, which works in every channel; where that has failed or there
 * is none (a submitted modal), as a direct message.
 */
export function createAnswer(
  userId: string,
  respond: RespondFn | undefined,
  announcer: Announcer,
  log: Log,
): Answer {
  return async (message) => {
    if (respond !== undefined) {
      try {
        await respond({ response_type: "ephemeral", replace_original: false, ...message });
        return;
      } catch (error) {
        log.warn({ err: error }, "response_url did not take the answer; sending a direct message");
      }
    }
    await announcer.tell(userId, message.text);
  };
}

/**
 * Runs what follows an acknowledgement. Whatever fails in it reaches the person in words; nothing escapes to
 * Bolt, which would only log it.
 */
export async function answeringFailures(
  answer: Answer,
  log: Log,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isExpected(error)) log.info({ err: error }, describeError(error));
    else log.error({ err: error }, "a listener failed");
    await answer(buildFailureNotice(error)).catch((failure: unknown) => {
      log.error({ err: failure }, "a failure could not be told to anybody");
    });
  }
}
