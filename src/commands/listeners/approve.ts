import { afterAck } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildApprovedNotice } from "../messages/elsewhere.ts";
import { buildUnreadNotice } from "../messages/notice.ts";
import { unlessOwn } from "./unless-own.ts";

/** The button *Approve* of a preview. */
export function onApprove(deps: ListenerDependencies) {
  const { dispatcher } = deps;
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, isElsewhere, value: dispatchId } = readClick({ body, action });
    await afterAck({ userId: requester.userId, client, respond }, deps, async (answer) => {
      const approved = await unlessOwn({ requester, isElsewhere, decision: "approved" }, () =>
        dispatcher.approve(dispatchId, requester),
      );
      if (approved === undefined) return;
      const { dispatch, unread } = approved;
      if (unread !== undefined) await answer(buildUnreadNotice(unread));
      if (isElsewhere(dispatch.preview)) await answer(buildApprovedNotice(dispatch));
      if (dispatch.state === "awaiting_approval") return;
      await dispatcher.send(dispatchId);
    });
  };
}
