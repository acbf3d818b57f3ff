import { Cron } from "croner";
import type { IsoDate } from "../portfolio/portfolio.ts";
import {
  type DayOf,
  type Recurrence,
  type TimeOfDay,
  WEEKDAYS,
} from "../portfolio/recurrence/recurrence.ts";
import { createDayReader } from "../portfolio/today.ts";
import { isDayOf, isInQuarterOf, isWorkday } from "./calendar-days.ts";

/** What the moments of a recurrence depend on besides itself. */
export interface Calendar {
  /** IANA name of the time zone that its times are in. */
  readonly timeZone: string;
  /** Days that are no business days. */
  readonly holidays?: readonly IsoDate[];
  /** First month of the fiscal year, 1 to 12; January without it. */
  readonly fiscalYearStart?: number;
}

/** A recurrence that names no day within this time never comes. */
const HORIZON_MS = 10 * 366 * 24 * 60 * 60_000;

/**
 * The next moments at which something is due.
 *
 * Where clocks go forward, a time that is left out that night comes at the moment when they do: it is due that day all
 * the same. Where they go back, a time that comes twice counts once, the first of the two. What recurs every hour does
 * so by the hours that pass.
 *
 * @param after The moment itself does not count.
 * @returns Up to `count` of them, in their order; fewer if it does not come that often.
 * @example nextRuns(parseRecurrence("every monday 08:00"), { timeZone: "Europe/Berlin" }, clock.now(), 3)
 */
export function nextRuns(
  recurrence: Recurrence,
  calendar: Calendar,
  after: Date,
  count: number,
): readonly Date[] {
  const runs: Date[] = [];
  const end = new Date(after.getTime() + HORIZON_MS);
  for (const run of runsAfter(recurrence, calendar, after, end)) {
    runs.push(run);
    if (runs.length >= count) break;
  }
  return runs;
}

/** Every moment after `after`, up to and including `until`. */
export function runsBetween(
  recurrence: Recurrence,
  calendar: Calendar,
  after: Date,
  until: Date,
): readonly Date[] {
  return [...runsAfter(recurrence, calendar, after, until)];
}

function* runsAfter(
  recurrence: Recurrence,
  calendar: Calendar,
  after: Date,
  until: Date,
): Iterable<Date> {
  const { expression, isDue } = toPlan(recurrence, calendar);
  const dayOf = createDayReader(calendar.timeZone);
  const cron = new Cron(expression, { paused: true, timezone: calendar.timeZone });
  let at = cron.nextRun(after);
  while (at !== null && at <= until) {
    if (isDue?.(dayOf(at)) ?? true) yield at;
    at = cron.nextRun(at);
  }
}

/** Cron, and which of the days it names count. */
interface Plan {
  readonly expression: string;
  readonly isDue?: (date: IsoDate) => boolean;
}

function toPlan(recurrence: Recurrence, { holidays = [], fiscalYearStart = 1 }: Calendar): Plan {
  switch (recurrence.kind) {
    case "cron":
      return { expression: recurrence.expression };
    case "weekly": {
      const days = recurrence.days.map((day) => WEEKDAYS.indexOf(day));
      return { expression: daily(recurrence.at, days.join(",")) };
    }
    case "business days": {
      const isDue = (date: IsoDate) => isWorkday(date, holidays);
      return { expression: daily(recurrence.at), isDue };
    }
    case "monthly": {
      const { of, day, at } = recurrence;
      const isDue = (date: IsoDate) =>
        isDayOf(date, day, holidays) &&
        (of === "month" || isInQuarterOf(date, fiscalYearStart, isLast(day) ? "last" : "first"));
      return { expression: daily(at, "*", daysToLookAt(day)), isDue };
    }
  }
}

function daily({ hour, minute }: TimeOfDay, weekdays = "*", days = "*"): string {
  return `${minute} ${hour} ${days} * ${weekdays}`;
}

/** Days of the month that may be the one. */
function daysToLookAt(day: DayOf): string {
  if (typeof day === "number" && day <= 28) return String(day);
  if (typeof day === "number" || day === "last") return "28-31";
  const [ordinal = "", what = ""] = day.split(" ");
  // How many holidays come before a business day is not known here.
  return what === "business" ? "*" : (WEEKS[ordinal] ?? "*");
}

/** Where in a month the first, the second, … of a weekday can be. */
const WEEKS: Readonly<Record<string, string>> = {
  first: "1-7",
  second: "8-14",
  third: "15-21",
  fourth: "22-28",
  last: "22-31",
};

function isLast(day: DayOf): boolean {
  return typeof day === "string" && day.startsWith("last");
}
