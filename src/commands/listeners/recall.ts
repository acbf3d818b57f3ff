import { AlreadyDecidedError } from "../../errors.ts";
import { afterAck } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";

/** The button *Recall* of a report that is approved and held back. */
export function onRecall(deps: ListenerDependencies) {
  const { dispatcher } = deps;
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, value: dispatchId } = readClick({ body, action });
    await afterAck({ userId: requester.userId, client, respond }, deps, async () => {
      try {
        await dispatcher.recall(dispatchId, requester);
      } catch (error) {
        // A double click: the preview shows what it did.
        const isOwn = error instanceof AlreadyDecidedError && error.decidedBy === requester.userId;
        if (isOwn && error.decision === "recalled") return;
        throw error;
      }
    });
  };
}
