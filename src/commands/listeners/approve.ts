import { AlreadyDecidedError } from "../../errors.ts";
import { afterAck } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";

/** The button *Approve* of a preview. */
export function onApprove(deps: ListenerDependencies) {
  const { dispatcher } = deps;
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, value: dispatchId } = readClick({ body, action });
    await afterAck({ userId: requester.userId, client, respond }, deps, async () => {
      try {
        await dispatcher.approve(dispatchId, requester);
      } catch (error) {
        // A double click is no mistake worth a word: the preview shows what it did.
        if (error instanceof AlreadyDecidedError && error.decidedBy === requester.userId) return;
        throw error;
      }
      await dispatcher.send(dispatchId);
    });
  };
}
