import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from "@slack/bolt";
import { afterAck } from "../answer.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildRejectedNotice } from "../messages/elsewhere.ts";
import { readOpened } from "../views/opened.ts";
import { REASON_ACTION, REASON_BLOCK } from "../views/reject-modal.ts";

type Arguments = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** The submitted modal that asks why a report is rejected. */
export function onRejectReason(deps: ListenerDependencies) {
  return async ({ ack, body, view, client }: Arguments): Promise<void> => {
    const reason = view.state.values[REASON_BLOCK]?.[REASON_ACTION]?.value?.trim() ?? "";
    if (reason === "") {
      await ack({
        response_action: "errors",
        errors: { [REASON_BLOCK]: "Say in a few words what should be different." },
      });
      return;
    }
    await ack();
    const requester = { userId: body.user.id, teamId: body.user.team_id ?? body.team?.id ?? "" };
    const { reference: dispatchId, wasElsewhere } = readOpened(view);
    await afterAck({ userId: requester.userId, client }, deps, async (answer) => {
      const rejected = await deps.dispatcher.reject(dispatchId, requester, reason);
      if (wasElsewhere) await answer(buildRejectedNotice(rejected));
    });
  };
}
