import type { DraftChoices } from "../dispatch/choices.ts";
import type { Requester } from "../dispatch/dispatch.ts";
import type { Recurrence } from "../portfolio/recurrence/recurrence.ts";

/** A report that is worked out again and again. */
export interface Schedule {
  /** A ULID if it was made in Slack, else its key under `schedules` in `settings.yml`. */
  readonly id: string;
  readonly reportType: string;
  /** As typed, so that `last-month` is another month each time. */
  readonly choices: DraftChoices;
  readonly recurrence: Recurrence;
  /** IANA name of the time zone that its times are in. */
  readonly timeZone: string;
  /** `not_needed`: it is sent without anybody looking at it, where the rules of the report allow that. */
  readonly approval: "required" | "not_needed";
  /** Asks for the report each time; it is this person's rights that count, as they are then. */
  readonly owner: Requester;
  /** Where previews go. */
  readonly channel: string;
  readonly paused: boolean;
  /** What stands in `settings.yml` is changed there; in Slack it can be paused and resumed. */
  readonly source: "slack" | "settings";
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
}

export const OCCURRENCE_STATES = ["running", "waiting", "drafted", "failed", "missed"] as const;
/**
 * - `running`: a process is working the report out.
 * - `waiting`: something keeps it from being worked out for now; it is tried again.
 * - `drafted`: the report is worked out; its dispatch says what became of it.
 * - `failed`: it was tried, and is not tried again.
 * - `missed`: no process was up, and a later one took its place or it was too long ago.
 */
export type OccurrenceState = (typeof OCCURRENCE_STATES)[number];

/** One moment at which a schedule was due. Schedule and moment together are its id: it exists once. */
export interface Occurrence {
  readonly scheduleId: string;
  /** ISO 8601 in UTC. */
  readonly dueAt: string;
  readonly state: OccurrenceState;
  /** Once it is drafted. */
  readonly dispatchId?: string;
  /** It began well after it was due. */
  readonly late?: boolean;
  /** When it failed for good, or was found missed, ISO 8601 in UTC. */
  readonly settledAt?: string;
  /** Why it waits, failed or was missed, for people. */
  readonly reason?: string;
}

export const SCHEDULE_EVENTS = [
  "created",
  "declared",
  "changed",
  "paused",
  "resumed",
  "deleted",
  "run_now",
] as const;

/** One thing that was done to a schedule. `declared`, `changed`: in `settings.yml`. */
export interface ScheduleEvent {
  readonly event: (typeof SCHEDULE_EVENTS)[number];
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Slack user id, or `settings.yml`. */
  readonly by: string;
}
