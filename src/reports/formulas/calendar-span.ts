import type { IsoDate } from "../../portfolio/portfolio.ts";
import { addDays, daysBetween } from "./days.ts";
import { addMonths, firstDayOf, monthOf } from "./months.ts";

/** A half-open range of days: `from` belongs to it, `to` does not. */
export interface DaySpan {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/**
 * The first day of a month that lies some months away.
 *
 * @param months Negative for earlier ones.
 * @example monthStart("2026-01-31", -2) // "2025-11-01"
 */
export function monthStart(date: IsoDate, months = 0): IsoDate {
  return firstDayOf(addMonths(monthOf(date), months));
}

/**
 * Days of the month a date lies in; 29 in a February of a leap year.
 *
 * @example daysInMonth("2024-02-10") // 29
 */
export function daysInMonth(date: IsoDate): number {
  return daysBetween(monthStart(date), monthStart(date, 1));
}

/** Whole days of a span; 0 if it ends before it begins. */
export function daysIn({ from, to }: DaySpan): number {
  return Math.max(0, daysBetween(from, to));
}

/** Days that two spans share, as a span; of no days if they share none. */
export function overlap(one: DaySpan, other: DaySpan): DaySpan {
  const from = one.from > other.from ? one.from : other.from;
  const to = one.to < other.to ? one.to : other.to;
  return { from, to: to < from ? from : to };
}

/**
 * A span up to and with the reporting date: the part of it that has happened. Days that are still to come
 * neither earn nor stand empty.
 *
 * @example elapsed({ from: "2026-10-01", to: "2026-11-01" }, "2026-10-10") // to "2026-10-11"
 */
export function elapsed(span: DaySpan, reportingDate: IsoDate): DaySpan {
  return overlap(span, { from: span.from, to: addDays(reportingDate, 1) });
}

/** Months, or parts of them, that a span touches, each cut to the span. */
export function monthsIn(span: DaySpan): readonly DaySpan[] {
  const months: DaySpan[] = [];
  for (let from = monthStart(span.from); from < span.to; from = monthStart(from, 1)) {
    months.push(overlap(span, { from, to: monthStart(from, 1) }));
  }
  return months;
}
