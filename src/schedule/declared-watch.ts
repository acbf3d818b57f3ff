import type { Clock } from "../clock.ts";
import { timingOf } from "./calendar.ts";
import type { KnownSchedule } from "./known-schedules.ts";
import type { ScheduleRecord, ScheduleStore } from "./ports.ts";

export interface DeclaredWatchDependencies {
  readonly schedules: ScheduleStore;
  readonly clock: Clock;
}

/** What this process's own settings said of a schedule when it last looked, and until when it has decided then. */
interface Look {
  readonly timing: string | undefined;
  readonly until: Date;
}

/** In place of a timing, of what `settings.yml` declares no more. */
const NOWHERE = "not declared";

/** What one process knows of the schedules in its own settings. */
export interface DeclaredWatch {
  /**
   * Tells apart what is on record and not in the settings of this process.
   *
   * @returns What these settings have declared, or may have: it is to be forgotten. And what others declare by theirs.
   */
  sortOut(
    known: readonly KnownSchedule[],
    records: readonly ScheduleRecord[],
  ): { readonly gone: readonly ScheduleRecord[]; readonly elsewhere: readonly ScheduleRecord[] };
  /** Begins anew if it ever comes back. */
  forget(record: ScheduleRecord): Promise<void>;
  /** @returns From when on its moments are to be decided; undefined if it begins to count now. */
  countsFrom(one: KnownSchedule): Promise<Date | undefined>;
  /** All moments up to this one are decided. */
  noteLook(one: KnownSchedule, until: Date): void;
}

/**
 * Puts on record when declared schedules recur, so that they count from each change of it: also from one that was made
 * while nothing ran.
 *
 *     A  new settings:  declared ──────── 09:30 made ──────────────── 09:30 made
 *     B  old settings:       leaves it alone     restarts: "not declared"
 *
 * A process writes when its own settings have changed, and when it starts; never because another has written something
 * else, or two with different settings would take turns without end. Once it has begun it counts from its own last look:
 * what is due by its settings is made, whatever others make of the record meanwhile. Only after a start does it have to
 * believe the record; there settings other than those on record count as changed just now.
 */
export function createDeclaredWatch({
  schedules,
  clock,
}: DeclaredWatchDependencies): DeclaredWatch {
  const looks = new Map<string, Look>();
  let isFirst = true;

  return {
    sortOut(known, records) {
      const ids = new Set(known.map(({ schedule }) => schedule.id));
      const unknown = records.filter(
        ({ id, made, timing }) => made === undefined && timing !== NOWHERE && !ids.has(id),
      );
      // At the start nobody can tell whether these settings have declared it before.
      if (isFirst) {
        for (const { id, timing } of unknown) looks.set(id, { timing, until: clock.now() });
      }
      isFirst = false;
      return {
        gone: unknown.filter(({ id }) => looks.has(id)),
        elsewhere: unknown.filter(({ id }) => !looks.has(id)),
      };
    },

    async forget({ id }) {
      await schedules.watch(id, NOWHERE);
      looks.delete(id);
    },

    async countsFrom({ schedule, record }) {
      const timing = timingOf(schedule);
      const last = looks.get(schedule.id);
      if (record !== undefined && last?.timing === timing) return afterPause(last.until, record);
      if (record?.timing === timing) return new Date(record.decidedUntil);
      const now = clock.now();
      await schedules.watch(schedule.id, timing);
      looks.set(schedule.id, { timing, until: now });
      return undefined;
    },

    noteLook({ schedule }, until) {
      looks.set(schedule.id, { timing: timingOf(schedule), until });
    },
  };
}

/** What came while it was paused does not count, however short that was. */
function afterPause(until: Date, { history }: ScheduleRecord): Date {
  const resumed = history.findLast(({ event }) => event === "resumed");
  return resumed !== undefined && new Date(resumed.at) > until ? new Date(resumed.at) : until;
}
