import type { Portfolio } from "../portfolio/portfolio.ts";
import type { ReportDefinition } from "./definition.ts";
import { periodFor, reportingDateAt } from "./period.ts";
import type { Report } from "./report.ts";

/**
 * Works a report out for the month that contains the reporting date.
 *
 * @param now Decides the reporting date where the portfolio does not pin one.
 * @example composeReport(findReport(REPORTS, "cto"), portfolio, clock.now())
 */
export function composeReport(
  definition: ReportDefinition,
  portfolio: Portfolio,
  now: Date,
): Report {
  const reportingDate = reportingDateAt(portfolio.settings, now);
  const period = periodFor(reportingDate, portfolio.settings.locale);
  return definition.compose({ portfolio, reportingDate, period });
}
