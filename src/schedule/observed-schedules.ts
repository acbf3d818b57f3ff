import type { OccurrenceStore, ScheduleStore } from "./ports.ts";

/**
 * Stores that tell when something about schedules has changed that people see, like the store of dispatches does.
 *
 * @param changed Called after each such write of this process. Must not throw.
 */
export function observeSchedules(
  schedules: ScheduleStore,
  occurrences: OccurrenceStore,
  changed: () => void,
): { readonly schedules: ScheduleStore; readonly occurrences: OccurrenceStore } {
  const told = async <T>(write: Promise<T>): Promise<T> => {
    const result = await write;
    changed();
    return result;
  };
  return {
    schedules: {
      ...schedules,
      create: (schedule) => told(schedules.create(schedule)),
      watch: (...args) => told(schedules.watch(...args)),
      setPaused: (...args) => told(schedules.setPaused(...args)),
      remove: (...args) => told(schedules.remove(...args)),
      decide: (...args) => told(schedules.decide(...args)),
    },
    occurrences: {
      ...occurrences,
      settle: (...args) => told(occurrences.settle(...args)),
    },
  };
}
