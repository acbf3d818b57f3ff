import { afterAck } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import type { SlackMessage } from "../messages/preview.ts";
import { buildSuppressions, readLift, readPage } from "../messages/suppressions.ts";

/** The button *Lift* of an entry: lets reports go to an address again. */
export function onLift(deps: ListenerDependencies) {
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, value } = readClick({ body, action });
    await afterAck({ userId: requester.userId, client, respond }, deps, async () => {
      const { recipientHash, page } = readLift(value);
      const { list, lifted } = await deps.dispatcher.liftSuppression(recipientHash, requester);
      const said = lifted ? "Lifted: the next report goes there again." : "It was lifted before.";
      await respond(inPlace(buildSuppressions(list, page, said)));
    });
  };
}

/** The buttons *Earlier* and *Later*. */
export function onPageOfSuppressions(deps: ListenerDependencies) {
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, value } = readClick({ body, action });
    await afterAck({ userId: requester.userId, client, respond }, deps, async () => {
      const list = await deps.dispatcher.listSuppressions(requester);
      await respond(inPlace(buildSuppressions(list, readPage(value))));
    });
  };
}

/** The list is one message, however often one turns its pages. */
function inPlace(message: SlackMessage) {
  return { response_type: "ephemeral", replace_original: true, ...message } as const;
}
