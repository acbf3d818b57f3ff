import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from "@slack/bolt";
import { AppError } from "../../errors.ts";
import { afterAck } from "../answer.ts";
import { readInput, redrawComposeForm } from "../compose-form.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildClosedModal } from "../views/compose/compose-modal.ts";
import { readReference } from "../views/compose/metadata.ts";

type Arguments = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** An answer in the form that other questions depend on. */
export function onComposeChange(deps: ListenerDependencies) {
  const { dispatcher, openForms } = deps;
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
        const input = readInput(basis, view.state.values);
        const asked = view.blocks.map(({ block_id: id }) => id);
        await redrawComposeForm(seen, { basis, input, reference }, asked, deps);
      } catch (error) {
        // The right was withdrawn, or somebody decided: there is nothing left to fill in.
        if (!(error instanceof AppError)) throw error;
        await openForms.redraw(seen, buildClosedModal(error.toSentence()));
      }
    });
  };
}
