import type { Clock } from "../clock.ts";
import { STANDARD_RETENTION } from "../portfolio/retention.ts";
import type { ScheduleStore } from "../schedule/ports.ts";
import { appendEvent, beginTrail, type Step } from "./append-event.ts";
import { epochSeconds } from "./expiry.ts";
import type { Attributes, Condition } from "./expressions.ts";
import { occurrencesPartition, SCHEDULES, scheduleKey } from "./keys.ts";
import { readScheduleItem } from "./read-schedule-item.ts";
import { toMade } from "./schedule-items.ts";
import { TTL_ATTRIBUTE } from "./table.ts";
import type { TableClient } from "./table-client.ts";

export interface SchedulesOptions {
  readonly table: TableClient;
  readonly clock: Clock;
}

const DAY_SECONDS = 86_400;

/** Without it an update would make a schedule out of nothing, or bring a deleted one back. */
const EXISTS = ["attribute_exists(task_id)", "attribute_not_exists(#deleted_at)"];

/** Schedules, one item each, with everything that was done to them as a trail. */
export function createSchedules({ table, clock }: SchedulesOptions): ScheduleStore {
  const isoNow = () => clock.now().toISOString();

  const begin = (id: string, more: Attributes, event: string, by: string) => ({
    ...scheduleKey(id),
    ...more,
    paused: false,
    created_at: isoNow(),
    decided_until: isoNow(),
    ...beginTrail(occurrencesPartition(id), { event, at: isoNow(), by }),
  });

  const change = async (id: string, event: string, by: string, step: Omit<Step, "event">) => {
    const plan = () => ({ ...step, event: { event, at: isoNow(), by } });
    return await appendEvent(table, scheduleKey(id), occurrencesPartition(id), plan);
  };

  return {
    async list() {
      const items = await table.query(SCHEDULES);
      const found = items.map(readScheduleItem);
      const records = found.flatMap((it) => it?.record ?? []);
      return {
        records: records.toSorted((one, other) => one.createdAt.localeCompare(other.createdAt)),
        unreadable: found.flatMap((it) => it?.unreadable ?? []),
      };
    },

    create: (schedule) =>
      table.put(
        begin(schedule.id, { made: toMade(schedule) }, "created", schedule.owner.userId),
        // Saving twice is saving once; and what was deleted is not brought back by a late repetition.
        { clauses: ["attribute_not_exists(task_id)"] },
      ),

    async watch(id, timing) {
      // Nobody has seen it before.
      const unseen: Condition = { clauses: ["attribute_not_exists(task_id)"] };
      if (await table.put(begin(id, { timing }, "declared", "settings.yml"), unseen)) return;
      await change(id, "changed", "settings.yml", {
        set: { timing, decided_until: isoNow() },
        condition: {
          // Of several processes that see the change one counts from it.
          clauses: [...EXISTS, "#timing <> :timing"],
          values: { ":timing": timing },
        },
      });
    },

    async setPaused(id, paused, by) {
      const changed = await change(id, paused ? "paused" : "resumed", by, {
        set: { paused, ...(!paused && { decided_until: isoNow() }) },
        condition: {
          // Of two who press the same button one is on record.
          clauses: [...EXISTS, "#paused <> :paused"],
          values: { ":paused": paused },
        },
      });
      return changed !== undefined;
    },

    async remove(id, by) {
      const expiresAt = epochSeconds(clock.now()) + STANDARD_RETENTION.record * DAY_SECONDS;
      const changed = await change(id, "deleted", by, {
        set: { deleted_at: isoNow(), [TTL_ATTRIBUTE]: expiresAt },
        // What settings.yml declares is deleted there.
        condition: { clauses: [...EXISTS, "attribute_exists(#made)"] },
      });
      return changed !== undefined;
    },

    async noteRun(id, by) {
      await change(id, "run_now", by, { set: {}, condition: { clauses: EXISTS } });
    },

    async decide({ id, decidedUntil }, until) {
      await table.update(scheduleKey(id), {
        set: { decided_until: until.toISOString() },
        condition: {
          // Another process, a pause or a change of its times was faster: that counts.
          clauses: [...EXISTS, "#decided_until = :seen"],
          values: { ":seen": decidedUntil },
        },
      });
    },
  };
}
