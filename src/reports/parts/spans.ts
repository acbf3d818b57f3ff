import type { ComposeInput } from "../definition.ts";
import { type DaySpan, daysIn, elapsed, monthStart, monthsIn } from "../formulas/calendar-span.ts";
import { addDays } from "../formulas/days.ts";

/** A range of days with a name to say it by. */
export interface NamedSpan extends DaySpan {
  /** `October`, or for several months `Q3 2026` and `the 3 months before`. */
  readonly label: string;
  /** As a column's heading: `Oct`. */
  readonly short: string;
}

/**
 * The period of the report as far as it has happened. In the middle of a month that is a part of it, and figures
 * by the day stand beside those of whole months before.
 */
export function currentSpan(input: ComposeInput): NamedSpan {
  const { period, reportingDate } = input;
  const label = isMonth(period) ? monthName(input, period.from, "long") : period.label;
  return {
    ...elapsed(period, reportingDate),
    label,
    short: monthName(input, period.from, "short"),
  };
}

/** As many whole months before the period as it has. */
export function previousSpan(input: ComposeInput): NamedSpan {
  const { period } = input;
  const months = monthsIn(period).length;
  const from = monthStart(period.from, -months);
  const label = months === 1 ? monthName(input, from, "long") : `the ${months} months before`;
  return { from, to: period.from, label, short: monthName(input, from, "short") };
}

/** The last months up to the period's last one, the oldest first, the last as far as it has happened. */
export function recentMonths(input: ComposeInput, count: number): readonly NamedSpan[] {
  const last = monthStart(input.period.to, -1);
  return Array.from({ length: count }, (_month, index) => {
    const from = monthStart(last, index - count + 1);
    const span = elapsed({ from, to: monthStart(from, 1) }, input.reportingDate);
    return {
      ...span,
      label: monthName(input, from, "long"),
      short: monthName(input, from, "short"),
    };
  });
}

/** `in October`, or `so far in October` while days of it are still to come. */
export function inWords({ period, reportingDate }: ComposeInput, span: NamedSpan): string {
  const open = span.from === period.from && span.to < period.to && reportingDate < period.to;
  return open ? `so far in ${span.label}` : `in ${span.label}`;
}

/** Whether records that reach from one day to another say anything about a span that has begun. */
export function isCovered(
  span: DaySpan,
  records: { readonly first: string; readonly last: string } | undefined,
): boolean {
  return (
    records !== undefined &&
    daysIn(span) > 0 &&
    records.first < span.to &&
    records.last >= span.from
  );
}

/** `May to October` */
export function rangeWords(parts: readonly { readonly span: NamedSpan }[]): string {
  return `${parts[0]?.span.label} to ${parts.at(-1)?.span.label}`;
}

/** How late in a span records may begin and still stand for all of it. */
const QUIET_DAYS = 7;

/**
 * A span to compare with, or one of no days where the records begin too late in it: half a quarter is nothing to
 * measure a whole one by.
 */
export function comparable(span: NamedSpan, first: string | undefined): NamedSpan {
  const late = first === undefined || first > addDays(span.from, QUIET_DAYS);
  return late ? { ...span, to: span.from } : span;
}

function isMonth(span: DaySpan): boolean {
  return monthsIn(span).length === 1;
}

function monthName({ portfolio }: ComposeInput, date: string, month: "long" | "short"): string {
  const format = new Intl.DateTimeFormat(portfolio.settings.locale, { month, timeZone: "UTC" });
  return format.format(new Date(`${date}T00:00:00Z`));
}
