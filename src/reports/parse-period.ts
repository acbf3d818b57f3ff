import { UnknownPeriodError } from "../errors.ts";
import { PERIOD_FORMS, readPeriodWords } from "../portfolio/period-words.ts";
import type { IsoDate } from "../portfolio/portfolio.ts";
import { dateWriter } from "./date-words.ts";
import { addDays } from "./formulas/days.ts";
import {
  type FiscalSpan,
  fiscalName,
  fiscalQuarter,
  fiscalQuarterOf,
  fiscalYear,
  fiscalYearOf,
} from "./formulas/fiscal-year.ts";
import { addMonths, firstDayOf, monthOf } from "./formulas/months.ts";
import { inWords, periodFor } from "./period.ts";
import type { Period } from "./report.ts";

/** What a period is read against. */
export interface PeriodContext {
  /** "Today" of the report. */
  readonly reportingDate: IsoDate;
  /** BCP 47; decides labels. */
  readonly locale: string;
  /** Month in which the fiscal year starts, 1 to 12. */
  readonly fiscalYearStart: number;
}

/**
 * Reads a period as people type it. Quarters and years are fiscal: with a fiscal year that starts in July, 2026
 * runs from July 2025 to June 2026 and `2026-Q1` is July to September 2025, named after the year in which it
 * ends, as is the custom (e.g. U.S. federal government, GAO-05-734SP).
 *
 * @param typed In any case.
 * @throws UnknownPeriodError if it is none of {@link PERIOD_FORMS}, or has not begun on the reporting date.
 * @example parsePeriod("last-month", { reportingDate: "2026-10-31", locale: "en-US", fiscalYearStart: 1 })
 */
export function parsePeriod(typed: string, context: PeriodContext): Period {
  const period = readPeriod(typed, context);
  if (period === undefined) {
    throw new UnknownPeriodError(`"${shorten(typed)}" is not a period.`, {
      hint: `There are: ${PERIOD_FORMS}.`,
    });
  }
  if (period.from > context.reportingDate) {
    throw new UnknownPeriodError(`${period.label} has not begun yet.`, {
      hint: `Reports are worked out for ${dayWords(context)}; choose an earlier period.`,
    });
  }
  return period;
}

function dayWords({ reportingDate, locale }: PeriodContext): string {
  return dateWriter(locale, { dateStyle: "medium" }).format(new Date(reportingDate));
}

function readPeriod(typed: string, context: PeriodContext): Period | undefined {
  const words = readPeriodWords(typed);
  if (words === undefined) return undefined;
  const { reportingDate, locale, fiscalYearStart: start } = context;
  const thisMonth = monthOf(reportingDate);
  const month = (date: IsoDate) => periodFor(date, locale, reportingDate);
  switch (words.kind) {
    case "month":
      return month(firstDayOf(words.month));
    case "quarter":
      return toPeriod(fiscalQuarter(words.year, words.quarter, start), context);
    case "year":
      return toPeriod(fiscalYear(words.year, start), context);
    case "this-month":
      return month(reportingDate);
    case "last-month":
      return month(firstDayOf(addMonths(thisMonth, -1)));
    case "last-quarter":
      return toPeriod(fiscalQuarterOf(addMonths(thisMonth, -3), start), context);
    case "ytd": {
      const year = toPeriod(fiscalYearOf(thisMonth, start), context);
      return { ...year, to: addDays(reportingDate, 1), label: `${year.label} to date` };
    }
  }
}

/** `2026`, `Q3 2026`; `FY 2026` and `Q3 FY 2026` where the fiscal year is not the calendar year. */
function toPeriod(span: FiscalSpan, { fiscalYearStart, reportingDate }: PeriodContext): Period {
  const [first = "", last = ""] = [span.months[0], span.months.at(-1)];
  const label = fiscalName(span, fiscalYearStart);
  const to = firstDayOf(addMonths(last, 1));
  return { from: firstDayOf(first), to, label, inWords: inWords(label, to, reportingDate) };
}

function shorten(typed: string): string {
  return [...typed.trim()].slice(0, 40).join("");
}
