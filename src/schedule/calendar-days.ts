/** What a day is within its month. Dates have no time zone here: a month is as long as the calendar says. */
import type { IsoDate } from "../portfolio/portfolio.ts";
import {
  type DayOf,
  ORDINALS,
  WEEKDAYS,
  type Weekday,
  WORKDAYS,
} from "../portfolio/recurrence/recurrence.ts";
import { addDays } from "../reports/formulas/days.ts";
import { firstDayOf, lastDayOf, monthOf } from "../reports/formulas/months.ts";

/** Monday to Friday, and no holiday. */
export function isWorkday(date: IsoDate, holidays: readonly IsoDate[]): boolean {
  return WORKDAYS.includes(weekdayOf(date)) && !holidays.includes(date);
}

/** @example isDayOf("2026-02-28", 31, []) // true: February has no 31st */
export function isDayOf(date: IsoDate, day: DayOf, holidays: readonly IsoDate[]): boolean {
  const last = lastDayOf(monthOf(date));
  if (day === "last") return date === last;
  if (typeof day === "number")
    return date === earlier(addDays(firstDayOf(monthOf(date)), day - 1), last);
  const [ordinal = "", what = ""] = day.split(" ");
  const isOne = (one: IsoDate) =>
    what === "business" ? isWorkday(one, holidays) : weekdayOf(one) === what;
  if (!isOne(date)) return false;
  if (ordinal === "last") return !daysFrom(addDays(date, 1), last).some(isOne);
  const before = daysFrom(firstDayOf(monthOf(date)), addDays(date, -1)).filter(isOne).length;
  return ORDINALS[before] === ordinal;
}

/**
 * Whether a day lies in the first or the last month of a quarter.
 *
 * @param fiscalYearStart First month of the fiscal year, 1 to 12.
 */
export function isInQuarterOf(
  date: IsoDate,
  fiscalYearStart: number,
  month: "first" | "last",
): boolean {
  const place = (Number(date.slice(5, 7)) - fiscalYearStart + 12) % 3;
  return place === (month === "first" ? 0 : 2);
}

function weekdayOf(date: IsoDate): Weekday {
  return WEEKDAYS[new Date(date).getUTCDay()] ?? "sunday";
}

function earlier(one: IsoDate, other: IsoDate): IsoDate {
  return one < other ? one : other;
}

/** Both included; none if `to` is earlier. */
function daysFrom(from: IsoDate, to: IsoDate): readonly IsoDate[] {
  const days: IsoDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
