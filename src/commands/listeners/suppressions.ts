import { afterAck, replaceOriginal } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
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
      await replaceOriginal(buildSuppressions(list, page, said), respond, answer);
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
      await replaceOriginal(buildSuppressions(list, readPage(value)), respond, answer);
    });
  };
}
