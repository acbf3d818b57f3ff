import type { Portfolio } from "../portfolio/portfolio.ts";
import { todayOf } from "../portfolio/today.ts";
import type { ReportDefinition } from "./definition.ts";
import { addDays } from "./formulas/days.ts";
import { parsePeriod } from "./parse-period.ts";
import { periodFor } from "./period.ts";
import type { Report } from "./report.ts";
import { narrowTo } from "./scope.ts";

/** What people can choose about a report, as they type it. */
export interface ReportChoices {
  /** See `parsePeriod`. The month that contains the reporting date when absent. */
  readonly period?: string;
  /** Id or name of the only entity to look at; several are separated by commas. */
  readonly entity?: string;
}

/**
 * Works a report out. A period that is over is seen from its last day: what was open then, not what is open now.
 *
 * @param now Decides the reporting date where the portfolio does not pin one.
 * @throws UnknownPeriodError, UnknownEntityError
 * @example composeReport(findReport(REPORTS, "cto"), portfolio, clock.now(), { period: "last-month" })
 */
export function composeReport(
  definition: ReportDefinition,
  portfolio: Portfolio,
  now: Date,
  choices: ReportChoices = {},
): Report {
  const { settings } = portfolio;
  const today = todayOf(settings, now);
  const { locale, fiscalYearStart = 1 } = settings;
  const period =
    choices.period === undefined
      ? periodFor(today, locale, today)
      : parsePeriod(choices.period, { reportingDate: today, locale, fiscalYearStart });
  const lastDay = addDays(period.to, -1);
  return definition.compose({
    portfolio: choices.entity === undefined ? portfolio : narrowTo(portfolio, choices.entity),
    reportingDate: lastDay < today ? lastDay : today,
    period,
  });
}
