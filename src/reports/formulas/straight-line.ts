import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { IsoDate } from "../../portfolio/portfolio.ts";
import { daysBetween } from "./days.ts";
import { addMonths, firstDayOf, monthOf, monthsFrom } from "./months.ts";

/** What counts as earned in a month, minor units. */
export interface Recognised {
  readonly month: IsoMonth;
  readonly minor: number;
}

/**
 * Straight-line recognition: an amount is earned evenly over the days of a period, and each month gets the share of
 * its days. Months are rounded towards zero to the minor unit; the last month takes what is left, so that the sum
 * is exact.
 *
 * - A period of no days (or a negative one) is earned at once, in the month it begins.
 * - A leap day is a day like any other: February 2028 takes 29.
 *
 * Source: IFRS 15.B18 and ASC 606-10-55-20, time elapsed as the measure of progress.
 *
 * @param amount Minor units.
 * @param from First day of the period.
 * @param to Day after its last (half-open).
 * @example straightLine(120_000, "2026-01-01", "2027-01-01") // 2026-01: 10191, 2026-02: 9205, …
 */
export function straightLine(amount: number, from: IsoDate, to: IsoDate): readonly Recognised[] {
  const days = daysBetween(from, to);
  if (days <= 0) return [{ month: monthOf(from), minor: amount }];
  const months = monthsFrom(monthOf(from), monthOf(to)).filter((month) => firstDayOf(month) < to);
  let left = amount;
  return months.map((month, index) => {
    const minor =
      index === months.length - 1 ? left : portion(amount, daysIn(month, from, to), days);
    left -= minor;
    return { month, minor };
  });
}

/** Days of a period that lie in a month. */
function daysIn(month: IsoMonth, from: IsoDate, to: IsoDate): number {
  const [first, end] = [firstDayOf(month), firstDayOf(addMonths(month, 1))];
  return daysBetween(from > first ? from : first, to < end ? to : end);
}

function portion(amount: number, part: number, whole: number): number {
  return Number((BigInt(amount) * BigInt(part)) / BigInt(whole));
}
