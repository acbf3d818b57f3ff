/** The form of a report, for one that is made again and again. */
import type { Form, FormBasis } from "../dispatch/form/form.ts";
import type { FormFault } from "../dispatch/form/form-faults.ts";
import type { FormInput } from "../dispatch/form/form-input.ts";
import { toChoices } from "../dispatch/form/to-choices.ts";
import { UnknownRecurrenceError } from "../errors.ts";
import { foresee, type Outlook, readTiming } from "./outlook.ts";
import type { ScheduleRequest } from "./plan-schedule.ts";

/** What the form tells of when its schedule recurs: what that comes to, or why that cannot be said. */
export type FormOutlook = Outlook | { readonly problem: string };

export function foreseeForm(
  { access: { settings }, now }: FormBasis,
  { recurrence }: Pick<Form, "recurrence">,
): FormOutlook {
  try {
    return foresee(readTiming(recurrence), settings, now);
  } catch (error) {
    if (error instanceof UnknownRecurrenceError) return { problem: error.toSentence() };
    throw error;
  }
}

/** What is wrong with when it recurs. */
export function findScheduleFaults(basis: FormBasis, input: FormInput): readonly FormFault[] {
  const outlook = foreseeForm(basis, { recurrence: input.recurrence ?? "" });
  return "problem" in outlook ? [{ field: "recurrence", message: outlook.problem }] : [];
}

/** @param channel Where previews go. */
export function toScheduleRequest(
  { access }: FormBasis,
  input: FormInput,
  channel: string,
): ScheduleRequest {
  return {
    ...readTiming(input.recurrence ?? ""),
    report: input.report,
    choices: toChoices(access.settings, input),
    approval: input.approval ?? "required",
    channel,
  };
}
