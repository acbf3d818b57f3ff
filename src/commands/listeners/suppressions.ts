import type { RespondFn } from "@slack/bolt";
import { type Answer, afterAck } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import type { SlackMessage } from "../messages/preview.ts";
import { buildSuppressions, readLift, readPage } from "../messages/suppressions.ts";

/** The button *Lift* of an entry: lets reports go to an address again. */
export function onLift(deps: ListenerDependencies) {
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, value } = readClick({ body, action });
    await afterAck({ userId: requester.userId, client, respond }, deps, async (answer) => {
      const { recipientHash, page } = readLift(value);
      const { list, lifted } = await deps.dispatcher.liftSuppression(recipientHash, requester);
      const said = lifted ? "Lifted: the next report goes there again." : "It was lifted before.";
      await replace(buildSuppressions(list, page, said), respond, answer);
    });
  };
}

/** The buttons *Earlier* and *Later*. */
export function onPageOfSuppressions(deps: ListenerDependencies) {
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, value } = readClick({ body, action });
    await afterAck({ userId: requester.userId, client, respond }, deps, async (answer) => {
      const list = await deps.dispatcher.listSuppressions(requester);
      await replace(buildSuppressions(list, readPage(value)), respond, answer);
    });
  };
}

/** The list is one message, however often one turns its pages; a new one where it can no longer be rewritten. */
async function replace(message: SlackMessage, respond: RespondFn, answer: Answer): Promise<void> {
  const inPlace = { response_type: "ephemeral", replace_original: true, ...message } as const;
  await respond(inPlace).catch(() => answer(message));
}
