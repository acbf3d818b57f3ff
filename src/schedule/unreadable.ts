import type { Requester } from "../dispatch/dispatch.ts";
import type { ReportDefinition } from "../reports/definition.ts";
import { nameSchedule } from "./name-schedule.ts";
import type { UnreadableRecord } from "./ports.ts";
import type { Schedule } from "./schedule.ts";

/** A schedule that makes nothing, since nobody can tell when, and what people need to know of it. */
export interface Unreadable {
  readonly id: string;
  /** What it would make, for people; its id where that is not known. */
  readonly name: string;
  /** Why it cannot be read, and what to do about it, as sentences. */
  readonly why: string;
  readonly advice: string;
  /** Whether it was made in Slack, and can be deleted there. */
  readonly isMade: boolean;
  readonly owner?: Requester;
}

export function describeUnreadable(
  { id, why, isMade, reportType, owner }: UnreadableRecord,
  registry: readonly ReportDefinition[],
): Unreadable {
  const name = reportType === undefined ? id : nameSchedule({ reportType, choices: {} }, registry);
  const advice = isMade
    ? "Delete it and make it again."
    : `Remove the item "${id}" under "schedules" from the table; it then begins to count anew.`;
  return { id, name, why, advice, isMade, ...(owner && { owner }) };
}

/** It is read, but its time zone means nothing to this machine. */
export function describeIncalculable(
  schedule: Schedule,
  registry: readonly ReportDefinition[],
): Unreadable {
  const { id, timeZone, owner, source } = schedule;
  const isMade = source === "slack";
  const advice = isMade ? "Delete it and make it again." : "Correct it in settings.yml.";
  const why = `Its next time cannot be calculated, by the clock of ${timeZone}.`;
  return { id, name: nameSchedule(schedule, registry), why, advice, isMade, owner };
}

/**
 * What is calculated of one schedule alone: what is wrong with it is to stop nothing that concerns others. Each look of the
 * runner logs it.
 *
 * @returns undefined if it cannot be calculated.
 */
export function calculate<T>(work: () => T): { readonly result: T } | undefined {
  try {
    return { result: work() };
  } catch {
    return undefined;
  }
}
