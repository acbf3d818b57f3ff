import type { Settings } from "../portfolio/portfolio.ts";
import { type AttemptDependencies, attempt } from "./attempt.ts";
import { calendarOf, timingOf } from "./calendar.ts";
import { createDeclaredWatch, type DeclaredWatch } from "./declared-watch.ts";
import {
  joinSchedules,
  type KnownSchedule,
  type KnownSchedulesDependencies,
} from "./known-schedules.ts";
import type { OccurrenceClaim, OccurrenceId } from "./ports.ts";
import { runsBetween } from "./runs.ts";
import type { Schedule } from "./schedule.ts";

export type RunnerDependencies = KnownSchedulesDependencies & AttemptDependencies;

/** How long after its time a report may still be made, where the settings do not say. */
const CATCH_UP_MS = 12 * 60 * 60_000;

/** What begins within these is in time, not caught up: a look comes a moment after the minute has begun, or the next does. */
const IN_TIME_MS = 5 * 60_000;

/** Of what was missed, so many of the latest are put on record. */
const MOST_MISSED = 50;

/**
 * Makes what is due now, in any number of processes: called once a minute, and at the start.
 *
 *     decided until ├── due ── due ── due ──┤ now
 *                       missed missed  made, if it is not too long ago; late, if it is a while ago
 *
 * Of what came while no process was up, only the latest is made. What goes wrong with one schedule stops no other.
 *
 * @returns A function that throws PortfolioError, StoreUnavailableError if nothing can be known; the next call goes on
 *   from the same moment.
 */
export function createRunner(deps: RunnerDependencies): () => Promise<void> {
  const watch = createDeclaredWatch(deps);
  const alone = (id: string, work: () => Promise<void>) =>
    work().catch((err: unknown) => {
      deps.log.error({ err, schedule: id }, "a schedule could not be looked at");
    });
  return async () => {
    const settings = await deps.loadSettings();
    const kept = await deps.schedules.list();
    for (const { id, error } of kept.unreadable) await alone(id, () => Promise.reject(error));
    const known = joinSchedules(settings, kept, deps);
    const { gone, elsewhere } = watch.sortOut(known, kept.records);
    const others = [...elsewhere, ...kept.unreadable];
    for (const id of await deps.occurrences.findDue()) {
      const until = lastMoment(new Date(id.dueAt), settings);
      // Whoever has it in their settings, or can read it, goes on with it, while there is time.
      const isLeft = others.some((record) => record.id === id.scheduleId);
      if (isLeft && deps.clock.now() <= until) continue;
      const schedule = known.find((one) => one.schedule.id === id.scheduleId)?.schedule;
      await alone(id.scheduleId, () => goOn(id, schedule, until, deps));
    }
    for (const record of gone) await alone(record.id, () => watch.forget(record));
    for (const one of known) {
      await alone(one.schedule.id, () => decide(one, settings, watch, deps));
    }
  };
}

/** What another process has left, and what had to wait. */
async function goOn(
  id: OccurrenceId,
  schedule: Schedule | undefined,
  until: Date,
  deps: RunnerDependencies,
): Promise<void> {
  const claim = await deps.occurrences.takeOver(id);
  if (claim === undefined) return;
  await attempt(claim, schedule?.paused === true ? undefined : schedule, until, deps);
}

async function decide(
  one: KnownSchedule,
  settings: Settings,
  watch: DeclaredWatch,
  deps: RunnerDependencies,
): Promise<void> {
  const { schedule, record } = one;
  const isMade = record?.made !== undefined;
  const from = isMade ? new Date(record.decidedUntil) : await watch.countsFrom(one);
  if (from === undefined || record === undefined) return;
  const now = deps.clock.now();
  const claimed = schedule.paused
    ? undefined
    : await claimLatest({ schedule, record }, { from, now }, settings, deps);
  if (!isMade) watch.noteLook(one, now);
  if (claimed !== undefined) await attempt(claimed.claim, schedule, claimed.until, deps);
}

/** @returns What is to be made now, and until when it may be. */
async function claimLatest(
  { schedule, record }: Required<KnownSchedule>,
  { from, now }: { readonly from: Date; readonly now: Date },
  settings: Settings,
  deps: RunnerDependencies,
): Promise<{ readonly claim: OccurrenceClaim; readonly until: Date } | undefined> {
  const { occurrences } = deps;
  const due = runsBetween(schedule.recurrence, calendarOf(schedule, settings), from, now);
  const latest = due.at(-1);
  if (latest === undefined) {
    await keepShort({ schedule, record }, now, deps);
    return undefined;
  }
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
  await keepDecided({ schedule, record }, latest, deps);
  return claim && { claim, until };
}

/** Where the record has another timing than our settings, it is for those to move on who have that one. */
async function keepDecided(
  { schedule, record }: Required<KnownSchedule>,
  until: Date,
  { schedules }: RunnerDependencies,
): Promise<void> {
  const isOurs = record.made !== undefined || record.timing === timingOf(schedule);
  if (isOurs && until > new Date(record.decidedUntil)) await schedules.decide(record, until);
}

/** Nothing was due for long: the next looks need not begin so far back. */
async function keepShort(
  one: Required<KnownSchedule>,
  now: Date,
  deps: RunnerDependencies,
): Promise<void> {
  const isLong = now.getTime() - new Date(one.record.decidedUntil).getTime() > LONG_MS;
  if (isLong) await keepDecided(one, now, deps);
}

const LONG_MS = 2 * 24 * 60 * 60_000;

/** Until when what was due may still be made. */
function lastMoment(due: Date, { catchUpWithin = CATCH_UP_MS }: Settings): Date {
  return new Date(due.getTime() + Math.max(catchUpWithin, IN_TIME_MS));
}
