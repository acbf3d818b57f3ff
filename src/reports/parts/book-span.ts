import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { ComposeInput } from "../definition.ts";
import { addDays } from "../formulas/days.ts";
import { addMonths, monthOf, previousMonths } from "../formulas/months.ts";
import { type BookMonth, type BookResult, sumResults } from "./book-month.ts";
import { createMonthFormat } from "./month-format.ts";
import { areConsecutive, monthsWords } from "./month-words.ts";

/** Some months of the ledger and their sums. */
export interface BookSpan extends BookResult {
  /** At least one, the oldest first. */
  readonly months: readonly BookMonth[];
  /** As a sentence names it after "in": `October`, an old one `October 2025`, of a longer period `Q3 2026`. */
  readonly label: string;
  /** As a title names it: `October 2026`, `Q3 2026`. */
  readonly title: string;
  /** Whether the ledger holds all of these months. */
  readonly isFull: boolean;
  /** Whether the report is on a month, so that its figures are those of a month. */
  readonly isOneMonth: boolean;
  /** Whether the label has the year. */
  readonly isDated: boolean;
}

/** The report's month: the last one of its period that has begun. */
export function reportMonth({ period, reportingDate }: ComposeInput): IsoMonth {
  const lastDay = addDays(period.to, -1);
  return monthOf(lastDay < reportingDate ? lastDay : reportingDate);
}

/**
 * @param isOneMonth The report's month and the one before then go by their name alone. Old books must not read like
 *   today's: an older month has its year.
 * @param isDated Of what is beside another span: as that one is.
 */
export function bookSpan(
  input: ComposeInput,
  months: readonly BookMonth[],
  isOneMonth: boolean,
  isDated = !isOneMonth || (months[0]?.month ?? "") < addMonths(reportMonth(input), -1),
): BookSpan {
  const { settings } = input.portfolio;
  const names = createMonthFormat(settings.locale);
  const ids = months.map(({ month }) => month);
  const title = isOneMonth
    ? names.full(ids[0] ?? "")
    : monthsWords(ids, settings.fiscalYearStart ?? 1, names);
  return {
    ...sumResults(months),
    months,
    label: isDated ? title : names.name(ids[0] ?? ""),
    title,
    isFull: months.every(({ isFull }) => isFull),
    isOneMonth,
    isDated,
  };
}

/**
 * What a period is told by: its complete months that the ledger holds, or what there is of it while none is
 * complete. A report on one month tells that one; where the ledger does not reach the period, its last month.
 *
 * @param first The period's first month.
 */
export function periodMonths(
  months: readonly BookMonth[],
  first: IsoMonth,
  isOneMonth: boolean,
): readonly BookMonth[] {
  const latest = months.slice(-1);
  if (isOneMonth) return latest;
  const held = months.filter(({ month }) => month >= first);
  const full = held.filter(({ isFull }) => isFull);
  return full.length > 0 ? full : held.length > 0 ? held : latest;
}

/**
 * As many months before a span as it has: what it is compared with.
 *
 * @returns undefined unless the ledger holds both in full, without a month missing.
 */
export function spanBefore(
  input: ComposeInput,
  months: readonly BookMonth[],
  span: BookSpan,
): BookSpan | undefined {
  const ids = span.months.map(({ month }) => month);
  if (!span.isFull || !areConsecutive(ids)) return undefined;
  const expected = previousMonths(ids[0] ?? "", ids.length);
  const before = months.filter(({ month, isFull }) => isFull && expected.includes(month));
  if (before.length < ids.length) return undefined;
  return bookSpan(input, before, span.isOneMonth, span.isDated);
}

/** An amount of the span by the month, minor units. */
export function monthlyAverage({ months }: BookSpan, minor: number): number {
  return Math.round(minor / months.length);
}
