import type { Dispatch, Requester } from "../dispatch/dispatch.ts";
import { type ListedSchedule, listSchedules, type UnreadableSchedule } from "./list-schedules.ts";
import { deleteSchedule, pauseSchedule, runNow } from "./manage-schedules.ts";
import {
  makeSchedule,
  type PlannedSchedule,
  type PlanScheduleDependencies,
  planSchedule,
  type ScheduleRequest,
  saveSchedule,
} from "./plan-schedule.ts";
import { createRunner, type RunnerDependencies } from "./runner.ts";

export type SchedulerDependencies = RunnerDependencies & PlanScheduleDependencies;

/** Everything that can be done with schedules, for every surface that shows or changes them. */
export interface Scheduler {
  /** See {@link listSchedules}. */
  list(by: Requester): Promise<readonly (ListedSchedule | UnreadableSchedule)[]>;
  /** See {@link planSchedule}. */
  plan(request: ScheduleRequest, by: Requester): Promise<PlannedSchedule>;
  /** See {@link makeSchedule}. */
  make(
    request: ScheduleRequest,
    by: Requester,
    onceKey: string,
  ): Promise<PlannedSchedule | undefined>;
  /** See {@link saveSchedule}. */
  save(request: ScheduleRequest & { readonly id: string }, by: Requester): Promise<PlannedSchedule>;
  /** See {@link pauseSchedule}. */
  setPaused(scheduleId: string, paused: boolean, by: Requester): Promise<boolean>;
  /** See {@link deleteSchedule}. */
  remove(scheduleId: string, by: Requester): Promise<boolean>;
  /** See {@link runNow}. */
  runNow(scheduleId: string, by: Requester, onceKey: string): Promise<Dispatch | undefined>;
  /** See {@link createRunner}. */
  runDue(): Promise<void>;
}

export function createScheduler(deps: SchedulerDependencies): Scheduler {
  return {
    list: (by) => listSchedules(by, deps),
    plan: (request, by) => planSchedule(request, by, deps),
    make: (request, by, onceKey) => makeSchedule(request, by, onceKey, deps),
    save: (request, by) => saveSchedule(request, by, deps),
    setPaused: (scheduleId, paused, by) => pauseSchedule(scheduleId, paused, by, deps),
    remove: (scheduleId, by) => deleteSchedule(scheduleId, by, deps),
    runNow: (scheduleId, by, onceKey) => runNow(scheduleId, by, onceKey, deps),
    runDue: createRunner(deps),
  };
}
