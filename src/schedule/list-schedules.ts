import type { Requester } from "../dispatch/dispatch.ts";
import { type Access, assertAccess, may } from "../dispatch/rights.ts";
import type { Settings } from "../portfolio/portfolio.ts";
import type { ReportDefinition } from "../reports/definition.ts";
import { calendarOf } from "./calendar.ts";
import { type KnownSchedulesDependencies, knownSchedules } from "./known-schedules.ts";
import { nameSchedule } from "./name-schedule.ts";
import type { OccurrenceStore } from "./ports.ts";
import { nextRuns } from "./runs.ts";
import type { Occurrence, Schedule } from "./schedule.ts";

export interface ListSchedulesDependencies extends KnownSchedulesDependencies {
  readonly occurrences: OccurrenceStore;
  readonly registry: readonly ReportDefinition[];
}

/** A schedule as people see it. */
export interface ListedSchedule {
  readonly schedule: Schedule;
  /** What it makes, for people. */
  readonly name: string;
  /** Absent while it is paused, and for one that never comes again. */
  readonly nextRun?: Date;
  /** What came of it last. */
  readonly last?: Occurrence;
  /** Whether whoever asked may pause, resume, run or delete it. */
  readonly mayManage: boolean;
}

/**
 * Every schedule, for somebody who may see reports. The next to come is first, the paused ones are last.
 *
 * @throws NotAllowedError, PortfolioError, StoreUnavailableError
 */
export async function listSchedules(
  by: Requester,
  deps: ListSchedulesDependencies,
): Promise<readonly ListedSchedule[]> {
  const access = await assertAccess(deps, by, "view");
  const { settings } = access;
  const known = await knownSchedules(settings, deps);
  const listed = await Promise.all(
    known.map(async ({ schedule }) => {
      const last = await deps.occurrences.last(schedule.id);
      const mayManage = mayManageSchedule(access, schedule);
      return {
        schedule,
        name: nameSchedule(schedule, deps.registry),
        ...nextRunOf(schedule, settings, deps.clock.now()),
        ...(last && { last }),
        mayManage,
      };
    }),
  );
  return listed.toSorted((one, other) => placeOf(one) - placeOf(other));
}

const placeOf = ({ nextRun }: ListedSchedule) => nextRun?.getTime() ?? Number.MAX_SAFE_INTEGER;

/** The owner, as long as they may ask for reports, and every admin. */
export function mayManageSchedule(access: Access, { owner }: Schedule): boolean {
  const own = owner.userId === access.by.userId && owner.teamId === access.by.teamId;
  return may(access, own ? "request" : "manage");
}

function nextRunOf(schedule: Schedule, settings: Settings, now: Date): { readonly nextRun?: Date } {
  if (schedule.paused) return {};
  const [nextRun] = nextRuns(schedule.recurrence, calendarOf(schedule, settings), now, 1);
  return nextRun === undefined ? {} : { nextRun };
}
