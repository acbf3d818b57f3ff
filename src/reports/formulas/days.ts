import type { IsoDate } from "../../portfolio/portfolio.ts";

const MILLISECONDS_A_DAY = 86_400_000;

/**
 * Whole days from one date to another; negative if `to` is earlier. Dates have no time zone, so no day is
 * ever an hour short.
 *
 * @example daysBetween("2026-10-24", "2026-10-31") // 7
 */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return (Date.parse(to) - Date.parse(from)) / MILLISECONDS_A_DAY;
}

/** @example addDays("2026-10-31", 30) // "2026-11-30" */
export function addDays(date: IsoDate, days: number): IsoDate {
  return new Date(Date.parse(date) + days * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

/**
 * How many days something is late. What is due today is not late.
 *
 * @returns Whole days, 0 if it is not late.
 * @example overdueDays("2026-10-24", "2026-10-31") // 7
 */
export function overdueDays(due: IsoDate, on: IsoDate): number {
  return Math.max(0, daysBetween(due, on));
}
