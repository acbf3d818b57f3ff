/** What schedules need from the outside, in their own words. The adapter lives in `store`. */
import type { Occurrence, Schedule, ScheduleEvent } from "./schedule.ts";

/** What the table knows of one schedule. */
export interface ScheduleRecord {
  readonly id: string;
  /** Absent for one that `settings.yml` declares: what it is stands there. */
  readonly made?: Omit<Schedule, "paused">;
  readonly paused: boolean;
  /** When it was made or first seen, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** What was done to it, oldest first. */
  readonly history: readonly ScheduleEvent[];
}

export interface ScheduleStore {
  /** All that were not deleted, the oldest first. */
  list(): Promise<readonly ScheduleRecord[]>;
  /**
   * Keeps a schedule that was made in Slack.
   *
   * @returns false if there is, or was, one with this id.
   */
  create(schedule: NonNullable<ScheduleRecord["made"]>): Promise<boolean>;
  /** The latest of a schedule that has begun or was missed. */
  lastOccurrence(scheduleId: string): Promise<Occurrence | undefined>;
}
