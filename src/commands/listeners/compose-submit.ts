import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from "@slack/bolt";
import type { Requester } from "../../dispatch/dispatch.ts";
import { findFormFaults } from "../../dispatch/form/form-faults.ts";
import { toChoices } from "../../dispatch/form/to-choices.ts";
import { AppError, describeError } from "../../errors.ts";
import { findScheduleFaults, toScheduleRequest } from "../../schedule/schedule-form.ts";
import { type Answer, afterAck } from "../answer.ts";
import { buildView, type Drawing, drawSoon, hasShownTimes } from "../compose-form.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { isOver } from "../form-end.ts";
import { inTime } from "../in-time.ts";
import { buildOutdatedNotice } from "../messages/notice.ts";
import { buildSaved } from "../messages/planned-schedule.ts";
import { readDrawing } from "../read-drawing.ts";
import { clip, SHARES } from "../text.ts";
import { buildClosedModal, submitLabel } from "../views/compose/compose-modal.ts";
import { blockOf, placeOf } from "../views/compose/ids.ts";
import { readReference } from "../views/compose/metadata.ts";

type Arguments = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;
/** What Slack does with the form: shows what is wrong, or draws it anew. */
type Reaction = Parameters<Arguments["ack"]>[0];

/** The form is sent: what is wrong stands at its question, or the preview or the schedule follows. */
export function onComposeSubmit(deps: ListenerDependencies) {
  return async ({ ack, body, view, client }: Arguments): Promise<void> => {
    const requester = { userId: body.user.id, teamId: body.user.team_id ?? body.team?.id ?? "" };
    const read = await readForm(requester, view, deps);
    if ("reaction" in read) return await ack(read.reaction);
    await ack();
    // One form is sent once: the same again is the same delivery again.
    const onceKey = `compose#${view.root_view_id ?? view.id}`;
    const proceed = isSchedule(read) ? makeSchedule : makeDraft;
    await afterAck({ userId: requester.userId, client }, deps, (answer) =>
      proceed(read, onceKey, answer, deps),
    );
  };
}

/** A draft that is edited stays one, whatever the form says. */
function isSchedule({ input, reference }: Drawing): boolean {
  return input.when === "schedule" && reference.edits === undefined;
}

async function makeDraft(
  { basis, input, reference }: Drawing,
  onceKey: string,
  answer: Answer,
  { dispatcher }: ListenerDependencies,
): Promise<void> {
  const choices = toChoices(basis.access.settings, input, basis.edited?.choices);
  const request = { report: input.report, choices, requester: basis.access.by, onceKey };
  const drafted = await (reference.edits === undefined
    ? dispatcher.draft({ ...request, channel: reference.channel })
    : dispatcher.edit(reference.edits, request));
  if (drafted?.outdatedBy !== undefined) await answer(buildOutdatedNotice(drafted.outdatedBy));
}

async function makeSchedule(
  { basis, input, reference }: Drawing,
  onceKey: string,
  answer: Answer,
  { scheduler, clock }: ListenerDependencies,
): Promise<void> {
  const request = toScheduleRequest(basis, input, reference.channel);
  const made = await scheduler.make(request, basis.access.by, onceKey);
  if (made !== undefined) await answer(buildSaved(made, clock.now()));
}

/** Ids of the blocks that the form has. */
type Asked = readonly (string | undefined)[];
/** What is in the form, or why nothing follows, as Slack shows it in the form. */
type Read = Drawing | { readonly reaction: Reaction };

async function readForm(
  requester: Requester,
  view: Arguments["view"],
  deps: ListenerDependencies,
): Promise<Read> {
  try {
    const reference = readReference(view.private_metadata);
    const basis = await inTime(deps.dispatcher.openForm(requester, reference.edits), deps);
    const drawing = readDrawing(basis, reference, view);
    const asked = view.blocks.map(({ block_id: id }) => id);
    if (isOutdated(asked, drawing)) {
      const notice = `What is asked depends on what is chosen. Check the answers, then press ${submitLabel(drawing.input)} again.`;
      return { reaction: update(await drawSoon(drawing, deps, { notice })) };
    }
    const faults = findFaults(asked, drawing);
    if (faults !== undefined) return { reaction: faults };
    if (!isSchedule(drawing) || hasShownTimes(drawing)) return drawing;
    return { reaction: update(await drawSoon(drawing, deps, { isNews: true })) };
  } catch (error) {
    if (!(error instanceof AppError)) deps.log.error({ err: error }, "a form could not be read");
    if (isOver(error)) return { reaction: update(buildClosedModal(error.toSentence())) };
    // A right may come back, and so may Slack or the database: nothing that was filled in is lost.
    const reason = clip(describeError(error), SHARES.details);
    return { reaction: faultsAt({ [blockOf("report", "")]: reason }) };
  }
}

function findFaults(asked: Asked, drawing: Drawing): Reaction {
  const { basis, input } = drawing;
  const ofSchedule = isSchedule(drawing) ? findScheduleFaults(basis, input) : [];
  const faults = [...findFormFaults(basis, input), ...ofSchedule];
  if (faults.length === 0) return undefined;
  const places = faults.map(({ field, message }) => {
    const block = placeOf(field, input);
    return [asked.includes(block) ? block : blockOf("report", ""), message] as const;
  });
  return faultsAt(Object.fromEntries(places));
}

function update(view: ReturnType<typeof buildView>): Reaction {
  return { response_action: "update", view };
}

function faultsAt(errors: Record<string, string>): Reaction {
  return { response_action: "errors", errors };
}

/** Whether the form does not ask what it should: the last choice in it has not been drawn, for whatever reason. */
function isOutdated(asked: Asked, drawing: Drawing): boolean {
  const { basis, input } = drawing;
  // What is not there any more is a fault of its own.
  if (!basis.registry.some(({ id }) => id === input.report)) return false;
  return buildView(drawing).blocks.some(
    (block) => block.type === "input" && !asked.includes(block.block_id),
  );
}
