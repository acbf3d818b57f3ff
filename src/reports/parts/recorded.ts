/** How far records reach into a span, and what of it they stand for. */
import type { IsoDate } from "../../portfolio/portfolio.ts";
import { type DaySpan, daysIn } from "../formulas/calendar-span.ts";
import { addDays } from "../formulas/days.ts";

/** Days of the first and the last record, as far as they bound anything. */
export interface Records {
  readonly first?: IsoDate | undefined;
  readonly last?: IsoDate | undefined;
}

/**
 * How late in a span records may begin, and how early they may end, and still stand for all of it. A shorter one is
 * no measure of anything.
 */
export const QUIET_DAYS = 7;

/**
 * The part of a span that records stand for: days before and after them are not known to have been empty. All of it
 * where they begin after it, or end before it: then nothing of it is known, and no part is better than another.
 *
 * @example recordedPart({ from: "2026-10-01", to: "2026-11-01" }, { last: "2026-10-05" }).to // "2026-10-06"
 */
export function recordedPart(span: DaySpan, { first, last }: Records): DaySpan {
  const isEarly = last !== undefined && last >= span.from && !isKept(span, last);
  const to = isEarly ? addDays(last, 1) : span.to;
  const isLate = first !== undefined && first < to && !isOnRecord(span, first);
  return { from: isLate ? first : span.from, to };
}

/** Whether records that begin on a day stand for all of a span. */
export function isOnRecord({ from }: DaySpan, first: IsoDate): boolean {
  return first <= addDays(from, QUIET_DAYS);
}

/** Whether records that end on a day stand for all of a span. */
function isKept({ to }: DaySpan, last: IsoDate): boolean {
  return last >= addDays(to, -1 - QUIET_DAYS);
}

/**
 * Whether records that reach from one day to another say anything about a span that has begun. They do about its first
 * days while no more than a quiet week has passed since.
 */
export function isCovered(span: DaySpan, records: Required<Records> | undefined): boolean {
  const { first, last } = records ?? {};
  return (
    first !== undefined &&
    last !== undefined &&
    daysIn(span) > 0 &&
    first < span.to &&
    (last >= span.from || isKept(span, last))
  );
}

/**
 * A span to compare with, or one of no days where a part of the records begins too late in it: half a quarter is
 * nothing to measure a whole one by, and two units nothing to measure three by.
 *
 * @param starts Day on which each unit, truck or file is on record from.
 */
export function comparable<Span extends DaySpan>(span: Span, starts: readonly IsoDate[]): Span {
  const known = starts.length > 0 && starts.every((first) => isOnRecord(span, first));
  return known ? span : { ...span, to: span.from };
}
