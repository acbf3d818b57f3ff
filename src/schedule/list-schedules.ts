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
import {
  calculate,
  describeIncalculable,
  describeUnreadable,
  type Unreadable,
} from "./unreadable.ts";

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

/** One that makes nothing until somebody does something about it. */
export interface UnreadableSchedule {
  readonly unreadable: Unreadable;
  /** Whether whoever asked may do something about it. */
  readonly mayManage: boolean;
}

/**
 * Every schedule, for somebody who may see reports. What cannot be read is first, then the next to come; the paused ones
 * are last.
 *
 * @throws NotAllowedError, PortfolioError, StoreUnavailableError
 */
export async function listSchedules(
  by: Requester,
  deps: ListSchedulesDependencies,
): Promise<readonly (ListedSchedule | UnreadableSchedule)[]> {
  const access = await assertAccess(deps, by, "view");
  const { settings } = access;
  const { known, unreadable } = await knownSchedules(settings, deps);
  const { registry, occurrences, clock } = deps;
  const list = async (schedule: Schedule) => {
    const mayManage = mayManageSchedule(access, schedule);
    const next = calculate(() => nextRunOf(schedule, settings, clock.now()));
    if (next === undefined) {
      return { unreadable: describeIncalculable(schedule, registry), mayManage };
    }
    const last = await occurrences.last(schedule.id);
    const name = nameSchedule(schedule, registry);
    return { schedule, name, ...next.result, ...(last && { last }), mayManage };
  };
  const listed = await Promise.all(known.map(({ schedule }) => list(schedule)));
  const broken = unreadable.map((record) => ({
    unreadable: describeUnreadable(record, registry),
    mayManage: mayManageSchedule(access, record),
  }));
  return [...broken, ...listed].toSorted((one, other) => placeOf(one) - placeOf(other));
}

function placeOf(entry: ListedSchedule | UnreadableSchedule): number {
  if ("unreadable" in entry) return 0;
  return entry.nextRun?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

/** The owner, as long as they may ask for reports, and every admin. */
export function mayManageSchedule(
  access: Access,
  { owner }: { readonly owner?: Requester },
): boolean {
  const own = owner?.userId === access.by.userId && owner.teamId === access.by.teamId;
  return may(access, own ? "request" : "manage");
}

function nextRunOf(schedule: Schedule, settings: Settings, now: Date): { readonly nextRun?: Date } {
  if (schedule.paused) return {};
  const [nextRun] = nextRuns(schedule.recurrence, calendarOf(schedule, settings), now, 1);
  return nextRun === undefined ? {} : { nextRun };
}
