/** What schedules need from the outside, in their own words. The adapters live in `store`. */
import type { Requester } from "../dispatch/dispatch.ts";
import type { Occurrence, Schedule, ScheduleEvent } from "./schedule.ts";

/** A schedule as it was made in Slack. Whether it is paused stands beside it. */
export type MadeSchedule = Omit<Schedule, "paused">;

/** What the table knows of one schedule. */
export interface ScheduleRecord {
  readonly id: string;
  /** Absent for one that `settings.yml` declares: what it is stands there. */
  readonly made?: MadeSchedule;
  readonly paused: boolean;
  /** When it was made or first seen, ISO 8601 in UTC. */
  readonly createdAt: string;
  /** Every moment up to this one is an occurrence or does not count, ISO 8601 in UTC. */
  readonly decidedUntil: string;
  /** When a declared one recurs, by the settings of the process that started, or saw them change, last. */
  readonly timing?: string;
  /** What was done to it, oldest first. */
  readonly history: readonly ScheduleEvent[];
}

/** What the table holds of a schedule in a form that this version does not read. */
export interface UnreadableRecord {
  readonly id: string;
  /** Why, as a sentence for people. */
  readonly why: string;
  readonly error: unknown;
  /** Whether it was made in Slack, and can be deleted there. */
  readonly isMade: boolean;
  /** As far as they can be read all the same. */
  readonly reportType?: string;
  readonly owner?: Requester;
}

export interface KeptSchedules {
  /** The oldest first. */
  readonly records: readonly ScheduleRecord[];
  /** One that cannot be read hides none that can. */
  readonly unreadable: readonly UnreadableRecord[];
}

export interface ScheduleStore {
  /** All that were not deleted. */
  list(): Promise<KeptSchedules>;
  /**
   * Keeps a schedule that was made in Slack.
   *
   * @returns false if there is, or was, one with this id.
   */
  create(schedule: MadeSchedule): Promise<boolean>;
  /**
   * Begins to count the moments of a declared schedule: from now on. Again where it recurs in another way than before.
   * For a process to call when its own settings have changed, not when those on record are others.
   *
   * @param timing When it recurs.
   */
  watch(scheduleId: string, timing: string): Promise<void>;
  /**
   * Pauses or resumes, on record. What would have come while it was paused does not count.
   *
   * @returns Whether this call made the change.
   */
  setPaused(scheduleId: string, paused: boolean, by: string): Promise<boolean>;
  /**
   * Deletes one that was made in Slack; who did it stays on record.
   *
   * @returns Whether this call made the change.
   */
  remove(scheduleId: string, by: string): Promise<boolean>;
  /** Puts on record that somebody had it run at once. */
  noteRun(scheduleId: string, by: string): Promise<void>;
  /** Every moment up to `until` is an occurrence by now. Ignored if another process was faster. */
  decide(record: ScheduleRecord, until: Date): Promise<void>;
}

/** The right to make the report of one occurrence, for as long as its lease runs. */
export interface OccurrenceClaim {
  readonly scheduleId: string;
  /** ISO 8601 in UTC. */
  readonly dueAt: string;
  /** Grows with each claim; what is written down is written by the claim that holds it. */
  readonly fence: number;
  /** The dispatch that was about to be drafted under a claim before this one. */
  readonly draftingId?: string;
  /** The dispatch that is this occurrence's. */
  readonly dispatchId?: string;
  /** The owner knows that something is in the way. */
  readonly told: boolean;
}

/** What came of a claim. */
export type OccurrenceOutcome =
  | { readonly state: "drafted" }
  | { readonly state: "failed"; readonly reason: string; readonly told: boolean }
  | {
      readonly state: "waiting";
      readonly reason: string;
      readonly told: boolean;
      /** ISO 8601 in UTC. */
      readonly retryAt: string;
    };

/** Which occurrence. */
export type OccurrenceId = Pick<Occurrence, "scheduleId" | "dueAt">;

export interface OccurrenceStore {
  /**
   * Wins or loses a moment at which a schedule is due. Of any number of processes one wins.
   *
   * @returns undefined if it is an occurrence already.
   */
  claim(id: OccurrenceId): Promise<OccurrenceClaim | undefined>;
  /**
   * Takes over from a process that has vanished, or tries again what had to wait.
   *
   * @returns undefined while somebody else holds it, before it is to be tried again, and once it is settled.
   */
  takeOver(id: OccurrenceId): Promise<OccurrenceClaim | undefined>;
  /** Occurrences that somebody may have to take over. A hint: the claim decides. */
  findDue(): Promise<readonly OccurrenceId[]>;
  /** Notes which dispatch is about to be drafted. @returns false if somebody else has taken over. */
  begin(claim: OccurrenceClaim, draftingId: string): Promise<boolean>;
  /**
   * Makes a draft the one of this occurrence.
   *
   * @param late It comes well after its time.
   * @returns false if somebody else has taken over.
   */
  commit(claim: OccurrenceClaim, dispatchId: string, late: boolean): Promise<boolean>;
  /** @returns false if somebody else has taken over. */
  settle(claim: OccurrenceClaim, outcome: OccurrenceOutcome): Promise<boolean>;
  /** The owner could not be told after all. */
  untell(claim: OccurrenceClaim): Promise<void>;
  /** Puts on record that nothing was made at a moment, unless it is an occurrence already. */
  miss(id: OccurrenceId, reason: string): Promise<void>;
  /** The latest of a schedule. */
  last(scheduleId: string): Promise<Occurrence | undefined>;
  /** From one moment up to before another, by their time. */
  between(scheduleId: string, from: Date, to: Date): Promise<readonly Occurrence[]>;
}
