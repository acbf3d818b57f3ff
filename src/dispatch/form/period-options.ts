import type { Settings } from "../../portfolio/portfolio.ts";
import { todayOf } from "../../portfolio/today.ts";
import { fiscalQuarterOf, fiscalYearOf } from "../../reports/formulas/fiscal-year.ts";
import { addMonths, monthOf } from "../../reports/formulas/months.ts";
import { type PeriodContext, parsePeriod } from "../../reports/parse-period.ts";

/** One of several things to choose from. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

const MONTHS = 6;
const QUARTERS = 4;

/** What a period is read against, as the settings are. */
export function periodContext(settings: Settings, now: Date): PeriodContext {
  const { locale, fiscalYearStart = 1 } = settings;
  return { reportingDate: todayOf(settings, now), locale, fiscalYearStart };
}

/**
 * Periods that people mostly ask for, the latest first: months, quarters, and years.
 *
 * @example periodOptions(settings, now)[0] // { value: "2026-10", label: "October 2026" }
 */
export function periodOptions(settings: Settings, now: Date): readonly Option[] {
  const context = periodContext(settings, now);
  const { fiscalYearStart: start } = context;
  const thisMonth = monthOf(context.reportingDate);
  const months = Array.from({ length: MONTHS }, (_, back) => addMonths(thisMonth, -back));
  const quarters = Array.from({ length: QUARTERS }, (_, back) => {
    const { year, quarter = 1 } = fiscalQuarterOf(addMonths(thisMonth, -3 * back), start);
    return `${pad(year)}-q${quarter}`;
  });
  const lastYear = pad(fiscalYearOf(thisMonth, start).year - 1);
  return [...months, ...quarters, "ytd", lastYear].map((value) => ({
    value,
    label: parsePeriod(value, context).label,
  }));
}

/** The period that a report is for where nothing else is said. */
export function usualPeriod(settings: Settings, now: Date): string {
  return monthOf(todayOf(settings, now));
}

function pad(year: number): string {
  return String(year).padStart(4, "0");
}
