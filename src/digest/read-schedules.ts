import type { Settings } from "../portfolio/portfolio.ts";
import type { ReportDefinition } from "../reports/definition.ts";
import { calendarOf } from "../schedule/calendar.ts";
import { type KnownSchedulesDependencies, knownSchedules } from "../schedule/known-schedules.ts";
import { nameSchedule } from "../schedule/name-schedule.ts";
import type { OccurrenceStore } from "../schedule/ports.ts";
import { runsBetween } from "../schedule/runs.ts";
import type { Occurrence, OccurrenceState } from "../schedule/schedule.ts";
import {
  calculate,
  describeIncalculable,
  describeUnreadable,
  type Unreadable,
} from "../schedule/unreadable.ts";
import type { NotSent, PlannedRun } from "./digest.ts";
import type { Span } from "./sections/names.ts";

export interface ReadSchedulesDependencies extends KnownSchedulesDependencies {
  readonly occurrences: Pick<OccurrenceStore, "between">;
  readonly registry: readonly ReportDefinition[];
}

/** What schedules have not brought about, and what they are going to. */
export interface ScheduledRuns {
  readonly missedRuns: readonly NotSent[];
  readonly planned: readonly PlannedRun[];
}

/**
 * Looks at the runs of each schedule that were, and at those to come.
 *
 * @param span In which it became known that a run made nothing; one that still waits is told of in any case.
 * @param until Runs after this are not planned for the day any more.
 */
export async function readScheduledRuns(
  settings: Settings,
  span: Span,
  until: Date,
  deps: ReadSchedulesDependencies,
): Promise<ScheduledRuns> {
  const { known, unreadable } = await knownSchedules(settings, deps);
  const past = await Promise.all(
    known.map(async ({ schedule }) => ({
      schedule,
      runs: (await deps.occurrences.between(schedule.id, longBefore(span.from), span.to)).filter(
        (run) => run.state === "waiting" || knownAt(run) >= span.from.toISOString(),
      ),
    })),
  );
  const { registry, clock } = deps;
  const upcoming = known
    .filter(({ schedule }) => !schedule.paused)
    .map(({ schedule }) => ({
      schedule,
      runs: calculate(() =>
        runsBetween(schedule.recurrence, calendarOf(schedule, settings), clock.now(), until),
      ),
    }));
  const incalculable = upcoming.filter(({ runs }) => runs === undefined);
  return {
    missedRuns: [
      ...past.flatMap(({ schedule, runs }) =>
        runs.flatMap((run) => toNotSent(nameSchedule(schedule, registry), run)),
      ),
      ...unreadable.map((record) => toBroken(describeUnreadable(record, registry))),
      ...incalculable.map(({ schedule }) => toBroken(describeIncalculable(schedule, registry))),
    ],
    planned: upcoming.flatMap(({ schedule, runs }) =>
      (runs?.result ?? []).map((at) => ({
        name: nameSchedule(schedule, registry),
        at: at.toISOString(),
      })),
    ),
  };
}

/** What is due may be made for up to 30 days. */
const LONGEST_MS = 31 * 24 * 60 * 60_000;

function longBefore(at: Date): Date {
  return new Date(at.getTime() - LONGEST_MS);
}

/** A run that was due before one digest may fail, or be found missed, after it: that is for the next. */
function knownAt({ dueAt, settledAt }: Occurrence): string {
  return settledAt ?? dueAt;
}

/** It is told every day: nobody knows what it should have made. */
function toBroken({ name, why, advice }: Unreadable): NotSent {
  // What to do comes first: long texts are cut.
  const cause = `Its schedule cannot be read, and makes nothing. ${advice} ${why}`;
  return { name, cause, on: [] };
}

/** What became of a run that made no report; the dispatch tells it of one that did. */
const CAUSES: Readonly<Partial<Record<OccurrenceState, string>>> = {
  waiting: "Its schedule could not make it yet, and goes on trying.",
  failed: "Its schedule could not make it.",
  missed: "Nothing was running when its schedule was due.",
};

function toNotSent(name: string, { state, reason }: Occurrence): readonly NotSent[] {
  const cause = CAUSES[state];
  if (cause === undefined) return [];
  return [{ name, cause: reason === undefined ? cause : `${cause} ${reason}`, on: [] }];
}
