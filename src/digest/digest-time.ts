import type { DigestSettings, IsoDate, Settings } from "../portfolio/portfolio.ts";
import { addDays } from "../reports/formulas/days.ts";
import { dayOf, instantOf } from "./local-time.ts";

/** For how long a digest that was not posted in time is still worth posting. */
const CATCH_UP_MS = 6 * 60 * 60_000;

/** Later than this it says that it is late: a tick comes every minute, and Slack may be busy for a few. */
const LATE_MS = 15 * 60_000;

/** One morning's digest. */
export interface DigestTime {
  /** In the portfolio's time zone. */
  readonly day: IsoDate;
  readonly dueAt: Date;
}

export interface DueDigest extends DigestTime {
  readonly late: boolean;
}

type When = Pick<DigestSettings, "at" | "days">;
type Zone = Pick<Settings, "timeZone">;

/** The digest that should be out by now and is still worth posting, posted or not. */
export function dueDigest(when: When, { timeZone }: Zone, now: Date): DueDigest | undefined {
  const today = dayOf(now, timeZone);
  // One of late in the evening is caught up after midnight.
  for (const day of [today, addDays(today, -1)]) {
    const dueAt = instantOf(day, when.at, timeZone);
    const waited = now.getTime() - dueAt.getTime();
    if (isDigestDay(day, when) && waited >= 0 && waited < CATCH_UP_MS) {
      return { day, dueAt, late: waited >= LATE_MS };
    }
  }
  return undefined;
}

/** The digest that comes next. */
export function nextDigest(when: When, { timeZone }: Zone, now: Date): DigestTime {
  let day = dayOf(now, timeZone);
  for (;;) {
    const dueAt = instantOf(day, when.at, timeZone);
    if (isDigestDay(day, when) && dueAt > now) return { day, dueAt };
    day = addDays(day, 1);
  }
}

/** A digest looks back on two weeks at most: it is what is new. */
const MOST_DAYS = 14;

/**
 * The first day that a digest looks back on: that of the last one that was posted, so that nothing is left out after one
 * that did not come; where nobody knows of any, that of the one that should have been.
 */
export function lookBackFrom(
  day: IsoDate,
  when: Pick<DigestSettings, "days">,
  lastPosted: IsoDate | undefined,
): IsoDate {
  const since = lastPosted ?? dayBefore(day, when);
  const earliest = addDays(day, -MOST_DAYS);
  return since < earliest ? earliest : since;
}

/** The day of the digest before this day's. */
function dayBefore(day: IsoDate, when: Pick<DigestSettings, "days">): IsoDate {
  let before = addDays(day, -1);
  while (!isDigestDay(before, when)) before = addDays(before, -1);
  return before;
}

/** Monday to Friday, or any day. */
function isDigestDay(day: IsoDate, { days }: Pick<DigestSettings, "days">): boolean {
  return days === "daily" || ![0, 6].includes(new Date(day).getUTCDay());
}
