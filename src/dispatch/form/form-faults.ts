import { AppError } from "../../errors.ts";
import { STANDARD_RETENTION } from "../../portfolio/retention.ts";
import { parsePeriod } from "../../reports/parse-period.ts";
import { plural } from "../../reports/parts/wording.ts";
import { policyOf } from "../approval-policy.ts";
import { ableToApprove } from "../approval-rights.ts";
import { assertNoteFits } from "../choices.ts";
import type { FormBasis } from "./form.ts";
import { type FormField, type FormInput, OTHER_PERIOD } from "./form-input.ts";
import { periodContext } from "./period-options.ts";

/** What is wrong with one answer, for people. */
export interface FormFault {
  readonly field: FormField;
  readonly message: string;
}

const DAY_MS = 24 * 60 * 60_000;
/** A plan for later than this belongs into a schedule: the figures would be old. */
const MOST_DAYS_AHEAD = 14;

/** Everything that is wrong with what is filled in, as far as the settings tell. */
export function findFormFaults(basis: FormBasis, input: FormInput): readonly FormFault[] {
  return [
    ...reportFaults(basis, input),
    ...periodFaults(basis, input),
    ...peopleFaults(basis, input),
    ...faultsOf("note", () => assertNoteFits({ note: input.note?.trim() ?? "" })),
    ...timeFaults(basis, input),
    ...approverFaults(basis, input),
  ];
}

/** How many days ahead a report can be sent: what is kept of it has to outlive the wait. */
export function mostDaysAhead({ access: { settings } }: Pick<FormBasis, "access">): number {
  const { mail, addresses } = settings.retention ?? STANDARD_RETENTION;
  return Math.min(MOST_DAYS_AHEAD, mail / 2, addresses / 2);
}

function reportFaults({ registry }: FormBasis, { report }: FormInput): readonly FormFault[] {
  if (registry.some(({ id }) => id === report)) return [];
  return [{ field: "report", message: "This report is not there any more. Choose another one." }];
}

function periodFaults(
  { access: { settings }, now }: FormBasis,
  { period, typedPeriod = "" }: FormInput,
): readonly FormFault[] {
  const isTyped = period === OTHER_PERIOD;
  const code = isTyped ? typedPeriod : period;
  return faultsOf(isTyped ? "typedPeriod" : "period", () => {
    parsePeriod(code, periodContext(settings, now));
  });
}

function peopleFaults(
  { access: { settings }, lastResort }: FormBasis,
  { report, audience, others = [] }: FormInput,
): readonly FormFault[] {
  const field = audience === undefined ? "others" : "audience";
  const inAudience = settings.audiences[report]?.to ?? [];
  const chosen = [...(audience ?? inAudience), ...others];
  // Nobody was asked about then: the settings name nobody, and it is known who gets it instead.
  if (chosen.length === 0 && audience === undefined && lastResort !== undefined) return [];
  if (chosen.length === 0) {
    return [{ field, message: "Nobody is chosen. Choose at least one person." }];
  }
  const gone = chosen.filter((id) => !Object.hasOwn(settings.people, id));
  if (gone.length === 0) return [];
  const verb = gone.length === 1 ? "is" : "are";
  const message = `${gone.join(", ")} ${verb} not in the settings any more. Choose others.`;
  return [{ field, message }];
}

function timeFaults(basis: FormBasis, { when, sendAt }: FormInput): readonly FormFault[] {
  if (when !== "later") return [];
  const wrong = (message: string) => [{ field: "sendAt" as const, message }];
  if (sendAt === undefined) return wrong("Choose a day and a time.");
  const ahead = new Date(sendAt).getTime() - basis.now.getTime();
  if (!(ahead > 0)) return wrong("This time is in the past. Choose a later one.");
  const most = mostDaysAhead(basis);
  if (ahead <= most * DAY_MS) return [];
  return wrong(
    `A report can be sent at most ${plural(most, "day")} ahead. Choose an earlier time.`,
  );
}

function approverFaults(
  { access }: FormBasis,
  { report, approvers = [] }: FormInput,
): readonly FormFault[] {
  const { approvals } = policyOf(access.settings, report);
  const able = ableToApprove(access, report);
  const wrong = (message: string) => [{ field: "approvers" as const, message }];
  if (able.length < approvals) {
    return wrong(
      `It takes ${approvals} to approve this report, but ${able.length} can. Ask an admin to change "approval" or "roles" in settings.yml.`,
    );
  }
  const others = approvers.filter((userId) => !able.includes(userId)).length;
  if (others > 0) {
    return wrong(
      `${others} of those you chose may not approve this report. Choose among those named below.`,
    );
  }
  if (approvers.length === 0 || approvers.length >= approvals) return [];
  return wrong(`It takes ${approvals} to approve this report. Choose at least as many, or nobody.`);
}

function faultsOf(field: FormField, check: () => void): readonly FormFault[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof AppError) return [{ field, message: error.toSentence() }];
    throw error;
  }
}
