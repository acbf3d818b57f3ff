/** Days and times of day as they are in a time zone, on the nights the clocks change too. */
import type { IsoDate } from "../portfolio/portfolio.ts";
import { todayOf } from "../portfolio/today.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The calendar day of an instant. Unlike "today" of a report, no setting pins it. */
export function dayOf(instant: Date, timeZone: string): IsoDate {
  return todayOf({ timeZone }, instant);
}

/**
 * When a clock in the zone shows a time on a day. Of a time that comes twice, as the clocks go back, the first; a time
 * that is skipped, as they go forward, comes as much later as is skipped.
 *
 * @param minutes Since midnight by the clock.
 * @param timeZone IANA name.
 * @example instantOf("2026-03-08", 150, "America/Los_Angeles") // 10:30 UTC, when clocks show 03:30: there is no 02:30
 */
export function instantOf(day: IsoDate, minutes: number, timeZone: string): Date {
  const wall = Date.parse(day) + minutes * MINUTE_MS;
  const before = wall - offsetAt(wall - DAY_MS, timeZone);
  const after = wall - offsetAt(wall + DAY_MS, timeZone);
  const shows = (instant: number) => instant + offsetAt(instant, timeZone) === wall;
  const found = [Math.min(before, after), Math.max(before, after)].find(shows);
  return new Date(found ?? before);
}

/** The first instant of a day. */
export function startOfDay(day: IsoDate, timeZone: string): Date {
  return instantOf(day, 0, timeZone);
}

/** Milliseconds that clocks in the zone are ahead of UTC. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en", {
      timeZone,
      calendar: "gregory",
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    })
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute, second } = parts;
  const shown = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return shown - Math.floor(instant / 1000) * 1000;
}
