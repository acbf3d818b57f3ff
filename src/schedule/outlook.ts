import { UnknownRecurrenceError } from "../errors.ts";
import type { Settings } from "../portfolio/portfolio.ts";
import { parseRecurrence } from "../portfolio/recurrence/parse-recurrence.ts";
import { calendarOf } from "./calendar.ts";
import { nextRuns } from "./runs.ts";
import type { Schedule } from "./schedule.ts";
import { takeZone } from "./take-zone.ts";
import { findTimeZone } from "./time-zone.ts";

/** When something recurs, as it is typed. */
export interface TypedTiming {
  /** e.g. `every monday 08:00`. */
  readonly when: string;
  /** IANA name or city; the portfolio's time zone without it. */
  readonly timeZone?: string;
}

/** When something recurs, and what that comes to. */
export interface Outlook extends Pick<Schedule, "recurrence" | "timeZone"> {
  /** The next three moments, or fewer if there are not that many; at least one. */
  readonly nextRuns: readonly Date[];
}

const SHOWN_RUNS = 3;

/**
 * Reads when something recurs, and looks ahead.
 *
 * @throws UnknownRecurrenceError if it is not understood, or never comes.
 */
export function foresee(
  { when, timeZone: typed }: TypedTiming,
  settings: Settings,
  now: Date,
): Outlook {
  const recurrence = parseRecurrence(when);
  const timeZone = typed === undefined ? settings.timeZone : findTimeZone(typed);
  const runs = nextRuns(recurrence, calendarOf({ timeZone }, settings), now, SHOWN_RUNS);
  if (runs.length === 0) {
    throw new UnknownRecurrenceError(`"${when}" never comes.`, {
      hint: "Name days that there are.",
    });
  }
  return { recurrence, timeZone, nextRuns: runs };
}

/** @example readTiming("Every Monday 08:00 in Berlin") // { when: "every monday 08:00", timeZone: "berlin" } */
export function readTiming(typed: string): TypedTiming {
  const words = typed.trim().toLowerCase().split(/\s+/u);
  const { when, zone } = takeZone(words);
  return { when: when.join(" "), ...(zone.length > 0 && { timeZone: zone.join(" ") }) };
}
