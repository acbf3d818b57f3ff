import type { IsoDate } from "../portfolio/portfolio.ts";
import { dateWriter } from "./date-words.ts";
import { addDays } from "./formulas/days.ts";
import { addMonths, firstDayOf, monthOf } from "./formulas/months.ts";
import type { Period } from "./report.ts";

/**
 * The calendar month that contains a date.
 *
 * @param locale BCP 47; decides the label.
 * @param reportingDate The month is told as unfinished while days of it lie after this one.
 * @example periodFor("2026-10-31", "en-US", "2026-10-31")
 * // { from: "2026-10-01", to: "2026-11-01", label: "October 2026", inWords: "in October 2026" }
 */
export function periodFor(date: IsoDate, locale: string, reportingDate: IsoDate): Period {
  const month = monthOf(date);
  const from = firstDayOf(month);
  const to = firstDayOf(addMonths(month, 1));
  const label = dateWriter(locale, { month: "long", year: "numeric" }).format(new Date(from));
  return { from, to, label, inWords: inWords(label, to, reportingDate) };
}

/**
 * `in October 2026`, or `so far in October 2026` while days of it are still to come.
 *
 * @param to The day after the last one.
 */
export function inWords(label: string, to: IsoDate, reportingDate: IsoDate): string {
  return reportingDate < addDays(to, -1) ? `so far in ${label}` : `in ${label}`;
}
