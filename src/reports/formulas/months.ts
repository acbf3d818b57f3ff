import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { IsoDate } from "../../portfolio/portfolio.ts";
import { addDays, daysBetween } from "./days.ts";

/** @example monthOf("2026-10-31") // "2026-10" */
export function monthOf(date: IsoDate): IsoMonth {
  return date.slice(0, 7);
}

/** @example addMonths("2026-11", 3) // "2027-02" */
export function addMonths(month: IsoMonth, count: number): IsoMonth {
  const index = monthIndex(month) + count;
  const year = String(Math.floor(index / 12)).padStart(4, "0");
  return `${year}-${String((((index % 12) + 12) % 12) + 1).padStart(2, "0")}`;
}

/** Months from one to another, both included; none if `to` is earlier. */
export function monthsFrom(from: IsoMonth, to: IsoMonth): readonly IsoMonth[] {
  const length = Math.max(0, monthIndex(to) - monthIndex(from) + 1);
  return Array.from({ length }, (_month, index) => addMonths(from, index));
}

/**
 * The months before one, the oldest first.
 *
 * @example previousMonths("2026-01", 2) // ["2025-11", "2025-12"]
 */
export function previousMonths(month: IsoMonth, count: number): readonly IsoMonth[] {
  return monthsFrom(addMonths(month, -count), addMonths(month, -1));
}

/** @example firstDayOf("2026-10") // "2026-10-01" */
export function firstDayOf(month: IsoMonth): IsoDate {
  return `${month}-01`;
}

/** @example lastDayOf("2028-02") // "2028-02-29" */
export function lastDayOf(month: IsoMonth): IsoDate {
  return addDays(firstDayOf(addMonths(month, 1)), -1);
}

/** Days that may pass without a posting at either end of a month that is still taken as complete. */
const QUIET_DAYS = 7;

/**
 * Whether a ledger that reaches from one day to another holds a whole month. Small businesses do not post every
 * day: a month counts as whole if no more than seven of its days lie before the first or after the last posting
 * of the ledger. An export that was made in mid-month is thus partial, whatever the reporting date. Only for months
 * that are over: days that have not come are not quiet ones.
 *
 * @param from Day of the ledger's first posting.
 * @param to Day of its last.
 * @example isFullMonth("2026-10", { from: "2025-10-01", to: "2026-10-30" }) // true
 * @example isFullMonth("2026-10", { from: "2025-10-01", to: "2026-10-15" }) // false
 */
export function isFullMonth(
  month: IsoMonth,
  { from, to }: { readonly from: IsoDate; readonly to: IsoDate },
): boolean {
  return (
    daysBetween(firstDayOf(month), from) <= QUIET_DAYS &&
    daysBetween(to, lastDayOf(month)) <= QUIET_DAYS
  );
}

function monthIndex(month: IsoMonth): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}
