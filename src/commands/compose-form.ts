import type { types } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Requester } from "../dispatch/dispatch.ts";
import { buildForm, type FormBasis } from "../dispatch/form/form.ts";
import type { FormFacts } from "../dispatch/form/form-facts.ts";
import { mostDaysAhead } from "../dispatch/form/form-faults.ts";
import type { FormInput } from "../dispatch/form/form-input.ts";
import type { Option } from "../dispatch/form/period-options.ts";
import { startInput } from "../dispatch/form/start-input.ts";
import { FormNotOpenedError } from "../errors.ts";
import { timingOf } from "../schedule/calendar.ts";
import { type FormOutlook, foreseeForm } from "../schedule/schedule-form.ts";
import { errorCodeOf } from "./call-slack.ts";
import type { ListenerDependencies } from "./dependencies.ts";
import type { SeenView } from "./open-forms.ts";
import { soon } from "./soon.ts";
import { buildComposeModal } from "./views/compose/compose-modal.ts";
import type { FormReference } from "./views/compose/metadata.ts";

interface Opening {
  readonly requester: Requester;
  readonly triggerId: string;
  readonly reference: FormReference;
  readonly client: WebClient;
  /** What to do again where it took too long. */
  readonly again: string;
}

/**
 * Opens the form at once: Slack waits three seconds for it, and a portfolio may take longer to read.
 *
 * @throws What `openForm` throws; FormNotOpenedError
 */
export async function openComposeForm(
  { requester, triggerId, reference, client, again }: Opening,
  deps: ListenerDependencies,
): Promise<void> {
  const basis = await deps.dispatcher.openForm(requester, reference.edits);
  const input = startInput(basis);
  const facts = readFacts({ basis, input }, deps);
  const early = await soon(facts, deps);
  const view = buildView({ basis, input, reference }, early);
  const opened = await deps
    .patiently(() => client.views.open({ trigger_id: triggerId, view }))
    .catch((error: unknown) => {
      throw isLate(error) ? tooLate(again, error) : error;
    });
  if (early !== undefined || opened.view?.id === undefined) return;
  const seen = { id: opened.view.id, hash: opened.view.hash ?? "", actedAt: 0 };
  await fillIn(seen, { basis, input, reference }, facts, deps);
}

/** What a form is drawn from. */
export interface Drawing {
  readonly basis: FormBasis;
  readonly input: FormInput;
  readonly reference: FormReference;
  /** Those that the form lists already: they stay until more is known. */
  readonly entities?: readonly Option[];
}

/**
 * Draws the form anew after an answer in it: with what is known now, and again with what takes longer. But entities
 * that are chosen already do not go away meanwhile: somebody may send the form without them.
 */
export async function redrawComposeForm(
  seen: SeenView,
  drawing: Drawing,
  deps: ListenerDependencies,
): Promise<void> {
  const facts = readFacts(drawing, deps);
  const early = drawing.entities === undefined ? await soon(facts, deps) : await facts;
  const drawn = await deps.openForms.redraw(seen, buildView(drawing, early));
  if (drawn && early === undefined) await fillIn(seen, drawing, facts, deps);
}

async function fillIn(
  seen: SeenView,
  drawing: Drawing,
  facts: Promise<FormFacts>,
  deps: ListenerDependencies,
): Promise<void> {
  await deps.openForms.redraw(seen, buildView(drawing, await facts));
}

/** What the form tells of what has just happened. */
interface Telling {
  readonly notice?: string;
  /** Whether somebody was about to save a schedule without having seen its next times. */
  readonly isNews?: boolean;
}

export function buildView(
  { basis, input, reference, entities }: Drawing,
  facts?: FormFacts,
  { notice, isNews = false }: Telling = {},
): types.ModalView {
  const form = buildForm(basis, input, entities ? { entities, ...facts } : facts);
  const outlook = form.when === "schedule" ? foreseeForm(basis, form) : undefined;
  const timing = timingIn(outlook);
  const { timing: _, ...rest } = reference;
  const { usualAttachments } = form;
  return buildComposeModal(form, {
    reference: { ...rest, usualAttachments, ...(timing !== undefined && { timing }) },
    daysAhead: mostDaysAhead(basis),
    ...(outlook && { shown: { outlook, isNews } }),
    ...(notice !== undefined && { notice }),
  });
}

/** Whether the form has shown when its schedule would be due next: only then it is saved. */
export function hasShownTimes({ basis, input, reference }: Drawing): boolean {
  const outlook = foreseeForm(basis, buildForm(basis, input));
  return reference.timing !== undefined && reference.timing === timingIn(outlook);
}

/**
 * The form for the answer to one that was sent, for which Slack waits: with what is known in a moment. Nothing can follow,
 * since that answer does not tell the hash that the form has then.
 */
export async function drawSoon(
  drawing: Drawing,
  deps: ListenerDependencies,
  telling: Telling,
): Promise<types.ModalView> {
  return buildView(drawing, await soon(readFacts(drawing, deps), deps), telling);
}

/** Stopping the bot waits for it, also where nobody else does. */
function readFacts(
  { basis, input }: Pick<Drawing, "basis" | "input">,
  { dispatcher, track }: ListenerDependencies,
): Promise<FormFacts> {
  const facts = dispatcher.readFormFacts(input.report, basis.access.by);
  const ended = () => undefined;
  void track(facts.then(ended, ended));
  return facts;
}

function timingIn(outlook: FormOutlook | undefined): string | undefined {
  return outlook === undefined || "problem" in outlook ? undefined : timingOf(outlook);
}

const LATE = ["expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"];

function isLate(error: unknown): boolean {
  return LATE.includes(errorCodeOf(error) ?? "");
}

function tooLate(again: string, cause: unknown): FormNotOpenedError {
  return new FormNotOpenedError(
    "The form was not opened: Slack waits three seconds for it, and it took longer.",
    { hint: again, cause },
  );
}
