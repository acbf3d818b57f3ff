import { afterAck } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildNotice } from "../messages/notice.ts";

/** The button *Send me a test* of a preview. */
export function onSendTest(deps: ListenerDependencies) {
  const { dispatcher } = deps;
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, value: dispatchId } = readClick({ body, action });
    // A trigger belongs to one click: the same one again is the same delivery again.
    const onceKey = `send-test#${body.trigger_id}`;
    await afterAck({ userId: requester.userId, client, respond }, deps, async (answer) => {
      const person = await dispatcher.sendTest(dispatchId, requester, onceKey);
      if (person === undefined) return;
      const text = `A test is on its way to the address of ${person.name} in the settings, which is yours. Nothing was decided, and nobody else gets it.`;
      await answer(buildNotice(text));
    });
  };
}
