import type { ComposeInput } from "../definition.ts";
import { type DaySpan, daysIn, elapsed, monthStart, monthsIn } from "../formulas/calendar-span.ts";
import { addDays } from "../formulas/days.ts";
import type { Value } from "../report.ts";
import { dayName, daysWords, isUnfinished, monthName, nameOf } from "./span-words.ts";
import { text } from "./values.ts";

/** A range of days with words to say it by. */
export interface NamedSpan extends DaySpan {
  /** `October`, `Q3 2026`; of a previous one `the 3 months before`, `September 1–12`. */
  readonly label: string;
  /** `in October`, `so far in 2026`; `since April 25` where the records begin within it. */
  readonly when: string;
  /** As a column's heading: `Oct`. */
  readonly short: string;
  /** Whether the records begin within the period, so that the span is only a part of it. */
  readonly isPartOnRecord?: boolean;
}

/** How late in a span records may begin and still stand for all of it. A shorter one is no measure of anything. */
export const QUIET_DAYS = 7;

const MONTHS_A_YEAR = 12;

/**
 * The period of the report as far as it has happened, and as far as the records reach back: days before them are
 * not known to have been empty.
 *
 * @param first Day on which the records begin; undefined without any.
 * @example currentSpan(input, "2026-04-25").when // "since April 25", in a report on 2026
 */
export function currentSpan(input: ComposeInput, first?: string): NamedSpan {
  const { period, reportingDate } = input;
  const span = elapsed(period, reportingDate);
  const label = isMonth(period) ? monthName(input, period.from, "long") : nameOf(period);
  const short = monthName(input, period.from, "short");
  if (first === undefined || first >= span.to || isOnRecord(span, first))
    return { ...span, label, short, when: `${isUnfinished(period) ? "so far in" : "in"} ${label}` };
  const when = isUnfinished(period)
    ? `since ${dayName(input, first)}`
    : `from ${dayName(input, first)} to ${dayName(input, addDays(span.to, -1))}`;
  return { from: first, to: span.to, label, short, when, isPartOnRecord: true };
}

/**
 * What the period is held against: as many whole months before it. Of a period that is not over yet, the same days
 * of those months; `ytd` looks at the year before. Less than a week is held against nothing, and the span has no
 * days.
 */
export function previousSpan(input: ComposeInput): NamedSpan {
  const { period, reportingDate } = input;
  const now = elapsed(period, reportingDate);
  const months = isToDate(input) ? MONTHS_A_YEAR : monthsIn(period).length;
  const from = monthStart(period.from, -months);
  const until = sameDay(now.to, -months);
  const isWhole = until === period.from;
  const label = isWhole ? monthsWords(input, months) : daysWords(input, { from, to: until });
  return {
    from,
    to: daysIn(now) < QUIET_DAYS ? from : until,
    label,
    when: `${isWhole ? "in" : "on"} ${label}`,
    short: monthName(input, from, "short"),
  };
}

/** `September`, `the 3 months before` */
function monthsWords(input: ComposeInput, months: number): string {
  if (months === 1) return monthName(input, monthStart(input.period.from, -1), "long");
  return months === MONTHS_A_YEAR ? "the year before" : `the ${months} months before`;
}

/**
 * The last months up to the one that the period has come to, the oldest first, the last as far as it has happened.
 *
 * @param first Day on which the records begin: months before it are left out, but never the last.
 */
export function recentMonths(
  input: ComposeInput,
  count: number,
  first?: string,
): readonly NamedSpan[] {
  const end = elapsed(input.period, input.reportingDate).to;
  const last = monthStart(addDays(end, -1));
  return Array.from({ length: count }, (_month, index) => {
    const from = monthStart(last, index - count + 1);
    const whole = { from, to: monthStart(from, 1) };
    const span = elapsed(whole, input.reportingDate);
    const label = monthName(input, from, "long");
    const when = `${span.to < whole.to ? "so far in" : "in"} ${label}`;
    return { ...span, label, when, short: monthName(input, from, "short") };
  }).filter((span) => span.from === last || first === undefined || isOnRecord(span, first));
}

/** A month as the first cell of a row: `October`, or `October so far` while days of it are still to come. */
export function monthCell({ from, to, label }: NamedSpan): Value {
  return text(to < monthStart(from, 1) ? `${label} so far` : label);
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
  const [first, last] = [parts[0]?.span.label ?? "", parts.at(-1)?.span.label ?? ""];
  return parts.length < 2 ? last : `${first} to ${last}`;
}

/**
 * A span to compare with, or one of no days where a part of the records begins too late in it: half a quarter is
 * nothing to measure a whole one by, and two units nothing to measure three by.
 *
 * @param starts Day on which each unit, truck or file is on record from.
 */
export function comparable(span: NamedSpan, starts: readonly string[]): NamedSpan {
  const known = starts.length > 0 && starts.every((first) => isOnRecord(span, first));
  return known ? span : { ...span, to: span.from };
}

/** Whether records that begin on a day stand for all of a span. */
export function isOnRecord({ from }: DaySpan, first: string): boolean {
  return first <= addDays(from, QUIET_DAYS);
}

function isMonth(span: DaySpan): boolean {
  return monthsIn(span).length === 1;
}

/** Whether the period ends with the reporting date although more of it is to come: the year to date. */
function isToDate({ period, reportingDate }: ComposeInput): boolean {
  return isUnfinished(period) && period.to <= addDays(reportingDate, 1);
}

/** The same day of another month, or the first day of the month after where that one is shorter. */
function sameDay(date: string, months: number): string {
  const day = addDays(monthStart(date, months), Number(date.slice(8)) - 1);
  const next = monthStart(date, months + 1);
  return day < next ? day : next;
}
