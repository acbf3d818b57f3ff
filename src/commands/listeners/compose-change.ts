import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from "@slack/bolt";
import { AppError } from "../../errors.ts";
import { afterAck } from "../answer.ts";
import { redrawComposeForm } from "../compose-form.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { isOver, isRefused } from "../form-end.ts";
import { readDrawing } from "../read-drawing.ts";
import { buildClosedModal } from "../views/compose/compose-modal.ts";
import { readReference } from "../views/compose/metadata.ts";

type Arguments = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** An answer in the form that other questions depend on. */
export function onComposeChange(deps: ListenerDependencies) {
  const { dispatcher, openForms, log } = deps;
  return async ({ ack, body, action, client }: Arguments): Promise<void> => {
    await ack();
    const { view } = body;
    if (view === undefined) return;
    const requester = { userId: body.user.id, teamId: body.user.team_id ?? body.team?.id ?? "" };
    const seen = { id: view.id, hash: view.hash, actedAt: Number(action.action_ts) };
    await afterAck({ userId: requester.userId, client }, deps, async () => {
      try {
        const reference = readReference(view.private_metadata);
        const basis = await dispatcher.openForm(requester, reference.edits);
        await redrawComposeForm(seen, readDrawing(basis, reference, view), deps);
      } catch (error) {
        if (isOver(error) || isRefused(error)) {
          return void (await openForms.redraw(seen, buildClosedModal(error.toSentence())));
        }
        if (!(error instanceof AppError)) throw error;
        // It passes, and everything is asked again when the form is sent: what is filled in stays.
        log.warn({ err: error }, "a form could not be drawn anew, and is left as it is");
      }
    });
  };
}
