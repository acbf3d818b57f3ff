import type { ScheduleStore } from "../schedule/ports.ts";
import { beginTrail } from "./append-event.ts";
import { OCCURRENCE_PREFIX, occurrencesPartition, SCHEDULES, scheduleKey } from "./keys.ts";
import { fromOccurrenceItem, fromScheduleItem, toMade } from "./schedule-items.ts";
import type { TableClient } from "./table-client.ts";

export interface ScheduleStoreOptions {
  readonly table: TableClient;
}

/** Schedules and their occurrences, one item each, by conditional writes only. */
export function createScheduleStore({ table }: ScheduleStoreOptions): ScheduleStore {
  return {
    async list() {
      const items = await table.query(SCHEDULES);
      const records = items.flatMap((item) => fromScheduleItem(item) ?? []);
      return records.toSorted((one, other) => one.createdAt.localeCompare(other.createdAt));
    },

    create: ({ createdAt, ...schedule }) =>
      table.put(
        {
          ...scheduleKey(schedule.id),
          made: toMade({ ...schedule, createdAt }),
          paused: false,
          created_at: createdAt,
          ...beginTrail(occurrencesPartition(schedule.id), {
            event: "created",
            at: createdAt,
            by: schedule.owner.userId,
          }),
        },
        // Saving twice is saving once; and what was deleted is not brought back by a late repetition.
        { clauses: ["attribute_not_exists(task_id)"] },
      ),

    async lastOccurrence(scheduleId) {
      const options = { prefix: OCCURRENCE_PREFIX, newestFirst: true, limit: 1 };
      const [item] = await table.query(occurrencesPartition(scheduleId), options);
      return item === undefined ? undefined : fromOccurrenceItem(item);
    },
  };
}
