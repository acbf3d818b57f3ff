import type { Settings } from "../portfolio/portfolio.ts";
import { type AttemptDependencies, attempt } from "./attempt.ts";
import { calendarOf, timingOf } from "./calendar.ts";
import {
  joinSchedules,
  type KnownSchedule,
  type KnownSchedulesDependencies,
} from "./known-schedules.ts";
import type { ScheduleRecord } from "./ports.ts";
import { runsBetween } from "./runs.ts";
import type { Schedule } from "./schedule.ts";

export type RunnerDependencies = KnownSchedulesDependencies & AttemptDependencies;

/** How long after its time a report may still be made, where the settings do not say. */
const CATCH_UP_MS = 12 * 60 * 60_000;

/** Of what was missed, so many of the latest are put on record. */
const MOST_MISSED = 50;

/**
 * Makes what is due now, in any number of processes: called once a minute, and at the start.
 *
 *     decided until ├── due ── due ── due ──┤ now
 *                       missed missed  made, if it is not too long ago; late, if it is a while ago
 *
 * Of what came while no process was up, only the latest is made.
 *
 * @throws PortfolioError, StoreUnavailableError if nothing can be known; the next call goes on from the same moment.
 */
export async function runDue(deps: RunnerDependencies): Promise<void> {
  const settings = await deps.loadSettings();
  const records = await deps.schedules.list();
  const known = joinSchedules(settings, records, deps);
  await goOn(known, settings, deps);
  await forgetUndeclared(known, records, deps);
  for (const one of known) {
    await decide(one, settings, deps).catch((err: unknown) => {
      deps.log.error({ err, schedule: one.schedule.id }, "a schedule could not be looked at");
    });
  }
}

/** What another process has left, and what had to wait. */
async function goOn(
  known: readonly KnownSchedule[],
  settings: Settings,
  deps: RunnerDependencies,
): Promise<void> {
  for (const id of await deps.occurrences.findDue()) {
    const claim = await deps.occurrences.takeOver(id);
    if (claim === undefined) continue;
    const found = known.find(({ schedule }) => schedule.id === id.scheduleId)?.schedule;
    const until = lastMoment(new Date(id.dueAt), settings);
    await attempt(claim, found?.paused === true ? undefined : found, until, deps);
  }
}

/** What settings.yml declares no more begins anew if it ever comes back. */
async function forgetUndeclared(
  known: readonly KnownSchedule[],
  records: readonly ScheduleRecord[],
  { schedules }: RunnerDependencies,
): Promise<void> {
  const ids = known.map(({ schedule }) => schedule.id);
  for (const { id, made, timing } of records) {
    if (made === undefined && !ids.includes(id) && timing !== NOWHERE) {
      await schedules.watch(id, NOWHERE);
    }
  }
}

const NOWHERE = "not declared";

async function decide(
  { schedule, record }: KnownSchedule,
  settings: Settings,
  deps: RunnerDependencies,
): Promise<void> {
  const timing = timingOf(schedule);
  const isNew = record === undefined || (record.made === undefined && record.timing !== timing);
  if (isNew) return await deps.schedules.watch(schedule.id, timing);
  if (!schedule.paused) await runLatest(schedule, record, settings, deps);
}

async function runLatest(
  schedule: Schedule,
  record: ScheduleRecord,
  settings: Settings,
  deps: RunnerDependencies,
): Promise<void> {
  const { occurrences, schedules, clock } = deps;
  const now = clock.now();
  const calendar = calendarOf(schedule, settings);
  const due = runsBetween(schedule.recurrence, calendar, new Date(record.decidedUntil), now);
  const latest = due.at(-1);
  if (latest === undefined) return await keepShort(record, now, deps);
  const idOf = (at: Date) => ({ scheduleId: schedule.id, dueAt: at.toISOString() });
  for (const missed of due.slice(0, -1).slice(-MOST_MISSED)) {
    await occurrences.miss(
      idOf(missed),
      "The bot was not running, and a later one took its place.",
    );
  }
  const until = lastMoment(latest, settings);
  const isTooLate = now > until;
  if (isTooLate)
    await occurrences.miss(idOf(latest), "The bot was not running until it was too late.");
  const claim = isTooLate ? undefined : await occurrences.claim(idOf(latest));
  // After the claim: a process that dies in between leaves the moment to the next look.
  await schedules.decide(record, latest);
  if (claim !== undefined) await attempt(claim, schedule, until, deps);
}

/** Nothing was due for long: the next looks need not begin so far back. */
async function keepShort(
  record: ScheduleRecord,
  now: Date,
  { schedules }: RunnerDependencies,
): Promise<void> {
  const isLong = now.getTime() - new Date(record.decidedUntil).getTime() > LONG_MS;
  if (isLong) await schedules.decide(record, now);
}

const LONG_MS = 2 * 24 * 60 * 60_000;

/** Until when what was due may still be made. */
function lastMoment(due: Date, { catchUpWithin = CATCH_UP_MS }: Settings): Date {
  return new Date(due.getTime() + catchUpWithin);
}
