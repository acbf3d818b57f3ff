import type { ViewOutput } from "@slack/bolt";
import { buildForm, type FormBasis } from "../dispatch/form/form.ts";
import type { FormInput } from "../dispatch/form/form-input.ts";
import { startInput } from "../dispatch/form/start-input.ts";
import type { Drawing } from "./compose-form.ts";
import { readFormState } from "./views/compose/form-state.ts";
import { listedIn } from "./views/compose/listed.ts";
import type { FormReference } from "./views/compose/metadata.ts";

/**
 * What is filled in. Whoever of the audience the form does not list is as it was before the form: nobody could untick
 * those there was no room for, or who have joined since.
 */
export function readDrawing(
  basis: FormBasis,
  reference: FormReference,
  { blocks, state }: Pick<ViewOutput, "blocks" | "state">,
): Drawing {
  const input = readFormState(state.values);
  const { usualAttachments } = reference;
  const files = input.attachments && usualAttachments && { usualAttachments };
  const entities = listedIn(blocks, "entities", input.report);
  const drawing = { basis, reference, ...(entities && { entities }) };
  if (input.audience === undefined) return { ...drawing, input: { ...input, ...files } };
  const listed = (listedIn(blocks, "audience", input.report) ?? []).map(({ value }) => value);
  const unlisted = startAudience(basis, input).filter((id) => !listed.includes(id));
  const audience = [...input.audience, ...unlisted];
  return { ...drawing, input: { ...input, ...files, audience, listed } };
}

/** Who of the audience gets it where nobody unticks anybody. */
function startAudience(basis: FormBasis, { report, period, when }: FormInput): readonly string[] {
  const start = startInput(basis);
  if (start.report === report && start.audience !== undefined) return start.audience;
  return buildForm(basis, { report, period, when }).audience.map(({ value }) => value);
}
