import type { IsoDate } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import {
  type DaySpan,
  daysIn,
  elapsed,
  monthStart,
  monthsIn,
  overlap,
} from "../formulas/calendar-span.ts";
import { addDays } from "../formulas/days.ts";
import type { Value } from "../report.ts";
import { isOnRecord, QUIET_DAYS, type Records, recordedPart } from "./recorded.ts";
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
  /** Whether the records begin or end within the period, so that the span is only a part of it. */
  readonly isPartOnRecord?: boolean;
  /** Whether they end before the period, or what has happened of it, does. */
  readonly endsEarly?: boolean;
}

const MONTHS_A_YEAR = 12;

/**
 * The period of the report as far as it has happened, and as far as the records reach: days before and after them are
 * not known to have been empty.
 *
 * @example currentSpan(input, { first: "2026-04-25" }).when // "since April 25", in a report on 2026
 */
export function currentSpan(input: ComposeInput, records: Records = {}): NamedSpan {
  const { period, reportingDate } = input;
  const whole = elapsed(period, reportingDate);
  const span = recordedPart(whole, records);
  const label = isMonth(period) ? monthName(input, period.from, "long") : nameOf(period);
  const short = monthName(input, period.from, "short");
  if (span.to < whole.to) {
    const days = { label: daysWords(input, span), when: fromTo(input, span) };
    return { ...span, ...days, short, isPartOnRecord: true, endsEarly: true };
  }
  if (span.from === whole.from)
    return { ...span, label, short, when: `${isUnfinished(period) ? "so far in" : "in"} ${label}` };
  const when = isUnfinished(period) ? `since ${dayName(input, span.from)}` : fromTo(input, span);
  return { ...span, label, short, when, isPartOnRecord: true };
}

/** `from April 25 to June 30` */
function fromTo(input: ComposeInput, { from, to }: DaySpan): string {
  return `from ${dayName(input, from)} to ${dayName(input, addDays(to, -1))}`;
}

/** The last day of which anything is known: the reporting date, unless the records end before it. */
export function lastKnownDay(
  { reportingDate }: ComposeInput,
  { endsEarly, to }: NamedSpan,
): IsoDate {
  return endsEarly ? addDays(to, -1) : reportingDate;
}

/** When a table or chart is of: the period, or the days of it that are on record. */
export function titleWhen({ period }: ComposeInput, { label, endsEarly }: NamedSpan): string {
  return endsEarly ? label : period.label;
}

/**
 * What the period is held against: as many whole months before it. Of a period that is not over yet, the same days
 * of those months, and so of one in which the records end; `ytd` looks at the year before. Less than a week is held
 * against nothing, and the span has no days.
 */
export function previousSpan(input: ComposeInput, { last }: Records = {}): NamedSpan {
  const { period, reportingDate } = input;
  const now = recordedPart(elapsed(period, reportingDate), { last });
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
 * The last months up to the one that the period has come to, the oldest first, the last as far as it has happened and
 * is on record. Months before the records begin are left out, but never the last.
 */
export function recentMonths(
  input: ComposeInput,
  count: number,
  { first, last: end }: Records = {},
): readonly NamedSpan[] {
  const happened = elapsed(input.period, input.reportingDate);
  const { to } = recordedPart(happened, { last: end });
  const last = monthStart(addDays(to, -1));
  return Array.from({ length: count }, (_month, index) => {
    const from = monthStart(last, index - count + 1);
    const whole = { from, to: monthStart(from, 1) };
    const span = overlap(whole, { from, to });
    const label = monthName(input, from, "long");
    const short = monthName(input, from, "short");
    if (from === last && to < happened.to && to < whole.to)
      return { ...span, label, when: fromTo(input, span), short, endsEarly: true };
    const when = `${span.to < whole.to ? "so far in" : "in"} ${label}`;
    return { ...span, label, when, short };
  }).filter((span) => span.from === last || first === undefined || isOnRecord(span, first));
}

/** A month as the first cell of a row: `October`; `October so far` while days are to come, `in part` if not on record. */
export function monthCell({ from, to, label, endsEarly }: NamedSpan): Value {
  if (to === monthStart(from, 1)) return text(label);
  return text(`${label} ${endsEarly ? "in part" : "so far"}`);
}

/** `May to October` */
export function rangeWords(parts: readonly { readonly span: NamedSpan }[]): string {
  const [first, last] = [parts[0]?.span.label ?? "", parts.at(-1)?.span.label ?? ""];
  return parts.length < 2 ? last : `${first} to ${last}`;
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
