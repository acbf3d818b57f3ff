import type { RespondFn } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import { describeError } from "../errors.ts";
import type { ListenerDependencies } from "./dependencies.ts";
import { buildFailureNotice, isExpected } from "./messages/notice.ts";
import type { SlackMessage } from "./messages/preview.ts";

/** Says something that only the person who acted sees. */
export type Answer = (message: SlackMessage) => Promise<void>;

/** Who acted, and the ways back to them. */
interface Interaction {
  readonly userId: string;
  readonly client: WebClient;
  /** The interaction's own URL, which works in every channel. A submitted modal has none. */
  readonly respond?: RespondFn;
}

/** An answer through the interaction's own URL; where that fails or there is none, as a direct message. */
function createAnswer(
  { userId, client, respond }: Interaction,
  { patiently, log }: ListenerDependencies,
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
    await patiently(() => client.chat.postMessage({ channel: userId, ...message }));
  };
}

/** Rewrites the message whose button was pressed; says it anew where that can no longer be rewritten. */
export async function replaceOriginal(
  message: SlackMessage,
  respond: RespondFn,
  answer: Answer,
): Promise<void> {
  const inPlace = { response_type: "ephemeral", replace_original: true, ...message } as const;
  await respond(inPlace).catch(() => answer(message));
}

/**
 * Runs what follows an acknowledgement. Whatever fails in it reaches the person in words; nothing escapes to
 * Bolt, which would only log it. Stopping the bot waits for it.
 */
export async function afterAck(
  interaction: Interaction,
  deps: ListenerDependencies,
  work: (answer: Answer) => Promise<void>,
): Promise<void> {
  const answer = createAnswer(interaction, deps);
  const tell = (error: unknown) => answerFailure(error, interaction.userId, answer, deps);
  await deps.track(work(answer).catch(tell));
}

async function answerFailure(
  error: unknown,
  userId: string,
  answer: Answer,
  { dispatcher, log }: ListenerDependencies,
): Promise<void> {
  if (isExpected(error)) log.info({ err: error }, describeError(error));
  else log.error({ err: error }, "a listener failed");
  const notice = buildFailureNotice(error);
  await answer(notice).catch(async (failure: unknown) => {
    log.error({ err: failure }, "a failure could not be told; it is kept for the Home tab");
    await dispatcher.keepMissed(userId, notice.text);
  });
}
