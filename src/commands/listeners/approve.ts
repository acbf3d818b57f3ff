import type { Dispatch } from "../../dispatch/dispatch.ts";
import { AlreadyDecidedError } from "../../errors.ts";
import { afterAck } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildApprovedNotice, buildUnreadNotice } from "../messages/notice.ts";

/** The button *Approve* of a preview. */
export function onApprove(deps: ListenerDependencies) {
  const { dispatcher } = deps;
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, value: dispatchId } = readClick({ body, action });
    await afterAck({ userId: requester.userId, client, respond }, deps, async (answer) => {
      try {
        const { dispatch, unread } = await dispatcher.approve(dispatchId, requester);
        if (unread !== undefined) await answer(buildUnreadNotice(unread));
        if (isElsewhere(body, dispatch)) await answer(buildApprovedNotice(dispatch));
        if (dispatch.state === "awaiting_approval") return;
      } catch (error) {
        // A double click is no mistake worth a word: the preview shows what it did. So does Slack's second delivery.
        if (isOwn(error, requester.userId)) return;
        throw error;
      }
      await dispatcher.send(dispatchId);
    });
  };
}

/** Pressed in a message that does not change by it: not on the preview, nor on the Home tab. */
function isElsewhere({ container }: ButtonArguments["body"], { preview }: Dispatch): boolean {
  return container["type"] === "message" && container["message_ts"] !== preview?.ts;
}

function isOwn(error: unknown, userId: string): boolean {
  return (
    error instanceof AlreadyDecidedError &&
    error.decidedBy === userId &&
    error.decision === "approved"
  );
}
