import { maySchedulesSend, mayScheduleUnseen } from "../dispatch/approve-by-schedule.ts";
import { assertNoteFits, type DraftChoices } from "../dispatch/choices.ts";
import type { Access } from "../dispatch/rights.ts";
import { NotAllowedError } from "../errors.ts";
import type { Portfolio } from "../portfolio/portfolio.ts";
import { todayOf } from "../portfolio/today.ts";
import { parsePeriod } from "../reports/parse-period.ts";
import { findEntities } from "../reports/scope.ts";
import type { Schedule } from "./schedule.ts";

/** @throws NotAllowedError where it is not for this person, or for nobody, to have the report sent unseen. */
export function assertApprovalFits(
  access: Access,
  reportType: string,
  approval: Schedule["approval"],
): void {
  if (approval === "required" || mayScheduleUnseen(access, reportType)) return;
  if (maySchedulesSend(access.settings, reportType)) {
    throw new NotAllowedError(
      "Only admins may make a schedule that sends a report without approval. Nothing was saved.",
      { hint: "Let it wait for approval each time, or ask an admin to make it." },
    );
  }
  throw new NotAllowedError(
    `Schedules may not send the report "${reportType}" without approval. Nothing was saved.`,
    {
      hint: 'Let it wait for approval each time; or ask an admin to set schedules_may_send: true under its "approval" in settings.yml.',
    },
  );
}

/**
 * Of each time it is made, the period and the entity are read anew; that they can be read is known now.
 *
 * @throws UnknownEntityError, UnknownPeriodError, NoteTooLongError
 */
export function assertChoicesFit(portfolio: Portfolio, choices: DraftChoices, now: Date): void {
  assertNoteFits(choices);
  const { settings } = portfolio;
  const { locale, fiscalYearStart = 1 } = settings;
  if (choices.entity !== undefined) findEntities(portfolio, choices.entity);
  if (choices.period !== undefined) {
    parsePeriod(choices.period, { reportingDate: todayOf(settings, now), locale, fiscalYearStart });
  }
}
