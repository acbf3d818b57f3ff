import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from "@slack/bolt";
import type { Requester } from "../../dispatch/dispatch.ts";
import type { FormBasis } from "../../dispatch/form/form.ts";
import { findFormFaults } from "../../dispatch/form/form-faults.ts";
import type { FormInput } from "../../dispatch/form/form-input.ts";
import { toChoices } from "../../dispatch/form/to-choices.ts";
import { AppError, describeError, NotAllowedError } from "../../errors.ts";
import { afterAck } from "../answer.ts";
import { buildView, readInput } from "../compose-form.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildOutdatedNotice } from "../messages/notice.ts";
import { buildClosedModal } from "../views/compose/compose-modal.ts";
import { blockOf } from "../views/compose/ids.ts";
import { type FormReference, readReference } from "../views/compose/metadata.ts";

type Arguments = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;
type Answer = Parameters<Arguments["ack"]>[0];

/** The form is sent: what is wrong stands at its question, or the preview follows. */
export function onComposeSubmit(deps: ListenerDependencies) {
  return async ({ ack, body, view, client }: Arguments): Promise<void> => {
    const requester = { userId: body.user.id, teamId: body.user.team_id ?? body.team?.id ?? "" };
    const reference = readReference(view.private_metadata);
    const read = await readForm(requester, reference, view, deps);
    if ("answer" in read) return await ack(read.answer);
    await ack();
    // One form is sent once: the same again is the same delivery again.
    const onceKey = `compose#${view.root_view_id ?? view.id}`;
    await afterAck({ userId: requester.userId, client }, deps, async (answer) => {
      const { basis, input } = read;
      const choices = toChoices(basis.access.settings, input, basis.edited?.choices);
      const request = { report: input.report, choices, requester, onceKey };
      const drafted = await (reference.edits === undefined
        ? deps.dispatcher.draft({ ...request, channel: reference.channel })
        : deps.dispatcher.edit(reference.edits, request));
      if (drafted?.outdatedBy !== undefined) await answer(buildOutdatedNotice(drafted.outdatedBy));
    });
  };
}

type Read =
  | { readonly basis: FormBasis; readonly input: FormInput }
  /** Why nothing follows, as Slack shows it in the form. */
  | { readonly answer: Answer };

async function readForm(
  requester: Requester,
  reference: FormReference,
  view: Arguments["view"],
  { dispatcher, log }: ListenerDependencies,
): Promise<Read> {
  try {
    const basis = await dispatcher.openForm(requester, reference.edits);
    const input = readInput(basis, view.state.values);
    return findAnswer(view, { basis, input, reference }) ?? { basis, input };
  } catch (error) {
    if (!(error instanceof AppError)) log.error({ err: error }, "a form could not be read");
    const reason = describeError(error);
    // A right may come back: nothing that was filled in is lost.
    if (error instanceof NotAllowedError)
      return { answer: faultsAt({ [blockOf("report", "")]: reason }) };
    return { answer: { response_action: "update", view: buildClosedModal(reason) } };
  }
}

function findAnswer(view: Arguments["view"], drawing: Parameters<typeof buildView>[0]) {
  const { basis, input } = drawing;
  const asked = view.blocks.map(({ block_id: id }) => id);
  const known = basis.registry.some(({ id }) => id === input.report);
  if (known && isOutdated(asked, drawing)) {
    const notice =
      "What is asked depends on the report. Check the answers, then press Preview again.";
    const answer: Answer = {
      response_action: "update",
      view: buildView(drawing, undefined, notice),
    };
    return { answer };
  }
  const faults = findFormFaults(basis, input);
  if (faults.length === 0) return undefined;
  const places = faults.map(({ field, message }) => {
    const block = blockOf(field, input.report);
    return [asked.includes(block) ? block : blockOf("report", ""), message] as const;
  });
  return { answer: faultsAt(Object.fromEntries(places)) };
}

function faultsAt(errors: Record<string, string>): Answer {
  return { response_action: "errors", errors };
}

/** Whether the form does not ask what it should: the last choice in it has not been drawn, for whatever reason. */
function isOutdated(
  asked: readonly (string | undefined)[],
  drawing: Parameters<typeof buildView>[0],
): boolean {
  return buildView(drawing).blocks.some(
    (block) => block.type === "input" && !asked.includes(block.block_id),
  );
}
