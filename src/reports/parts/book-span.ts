import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { ComposeInput } from "../definition.ts";
import { previousMonths } from "../formulas/months.ts";
import { type BookMonth, type BookResult, sumResults } from "./book-month.ts";
import { createMonthFormat } from "./month-format.ts";
import { areConsecutive, monthsWords } from "./month-words.ts";

/** Some months of the ledger and their sums. */
export interface BookSpan extends BookResult {
  /** At least one, the oldest first. */
  readonly months: readonly BookMonth[];
  /** As a sentence names it after "in": `October`, or of a report on more than a month `Q3 2026`. */
  readonly label: string;
  /** As a title names it: `October 2026`, `Q3 2026`. */
  readonly title: string;
  /** Whether the ledger holds all of these months. */
  readonly isFull: boolean;
  /** Whether the report is on a month, so that its figures are those of a month. */
  readonly isOneMonth: boolean;
}

/** @param isOneMonth Months then go by their name alone; the year is that of the report. */
export function bookSpan(
  { portfolio: { settings } }: ComposeInput,
  months: readonly BookMonth[],
  isOneMonth: boolean,
): BookSpan {
  const names = createMonthFormat(settings.locale);
  const ids = months.map(({ month }) => month);
  const title = monthsWords(ids, settings.fiscalYearStart ?? 1, names);
  return {
    ...sumResults(months),
    months,
    label: isOneMonth ? names.name(ids[0] ?? "") : title,
    title: isOneMonth ? names.full(ids[0] ?? "") : title,
    isFull: months.every(({ isFull }) => isFull),
    isOneMonth,
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
  return before.length === ids.length ? bookSpan(input, before, span.isOneMonth) : undefined;
}

/** An amount of the span by the month, minor units. */
export function monthlyAverage({ months }: BookSpan, minor: number): number {
  return Math.round(minor / months.length);
}
