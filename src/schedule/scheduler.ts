import type { Requester } from "../dispatch/dispatch.ts";
import type { KnownSchedulesDependencies } from "./known-schedules.ts";
import { type ListedSchedule, listSchedules } from "./list-schedules.ts";

export type SchedulerDependencies = KnownSchedulesDependencies;

/** Everything that can be done with schedules, for every surface that shows or changes them. */
export interface Scheduler {
  /** See {@link listSchedules}. */
  list(by: Requester): Promise<readonly ListedSchedule[]>;
}

export function createScheduler(deps: SchedulerDependencies): Scheduler {
  return {
    list: (by) => listSchedules(by, deps),
  };
}
