import type { Settings } from "../../portfolio/portfolio.ts";
import type { ReportDefinition } from "../../reports/definition.ts";
import type { DraftChoices } from "../choices.ts";
import type { FormBasis } from "./form.ts";
import { type FormInput, OTHER_PERIOD } from "./form-input.ts";
import { periodOptions, usualPeriod } from "./period-options.ts";

/** What the form says when it opens: what the edited draft has, or the usual for the first report. */
export function startInput({ registry, access: { settings }, now, edited }: FormBasis): FormInput {
  if (edited === undefined) return usualInput(registry, settings, now);
  const { reportType, choices } = edited;
  const { attachments, note, sendAt, approvers } = choices;
  return {
    report: reportType,
    ...periodOf(choices, settings, now),
    ...(choices.entity !== undefined && { entities: choices.entity.split(",") }),
    ...peopleOf(choices, reportType, settings),
    ...(attachments && { attachments }),
    ...(note !== undefined && { note }),
    when: sendAt === undefined ? "approved" : "later",
    ...(sendAt !== undefined && { sendAt }),
    ...(approvers && { approvers }),
  };
}

function usualInput(
  [first]: readonly ReportDefinition[],
  settings: Settings,
  now: Date,
): FormInput {
  return { report: first?.id ?? "", period: usualPeriod(settings, now), when: "approved" };
}

function periodOf({ period }: DraftChoices, settings: Settings, now: Date) {
  const code = period?.toLowerCase() ?? usualPeriod(settings, now);
  const isListed = periodOptions(settings, now).some(({ value }) => value === code);
  return isListed ? { period: code } : { period: OTHER_PERIOD, typedPeriod: code };
}

function peopleOf({ recipients }: DraftChoices, reportType: string, { audiences }: Settings) {
  if (recipients === undefined) return {};
  const ids = audiences[reportType]?.to ?? [];
  return {
    audience: recipients.filter((id) => ids.includes(id)),
    others: recipients.filter((id) => !ids.includes(id)),
  };
}
