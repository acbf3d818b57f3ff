import type { types } from "@slack/bolt";
import type { Schedule } from "../../schedule/schedule.ts";
import { clip } from "../text.ts";
import { asking, buildButton } from "./button.ts";
import { readPage } from "./suppressions.ts";

export const PAUSE_SCHEDULE_ACTION = "pause_schedule";
export const RESUME_SCHEDULE_ACTION = "resume_schedule";
export const RUN_SCHEDULE_ACTION = "run_schedule";
export const DELETE_SCHEDULE_ACTION = "delete_schedule";

/** What a button of the list refers to: a reference, never a right. */
export interface ScheduleReference {
  readonly scheduleId: string;
  readonly page: number;
  /** Which message it belongs to: when that was shown, in milliseconds. */
  readonly shownAt: string;
}

/** @example writeScheduleReference("weekly-cto", 0, new Date(17)) // "0/17/weekly-cto" */
export function writeScheduleReference(scheduleId: string, page: number, shownAt: Date): string {
  return `${page}/${shownAt.getTime()}/${scheduleId}`;
}

export function readScheduleReference(value: string): ScheduleReference {
  const [page, shownAt = "", ...id] = value.split("/");
  return { scheduleId: id.join("/"), page: readPage(page), shownAt: shownAt.slice(0, 20) };
}

/** What can be done with a schedule. What stands in settings.yml is deleted there. */
export function buildDeeds(
  { paused, source }: Pick<Schedule, "paused" | "source">,
  name: string,
  reference: string,
): types.Button[] {
  return [
    paused
      ? buildButton(RESUME_SCHEDULE_ACTION, "Resume", reference)
      : buildButton(PAUSE_SCHEDULE_ACTION, "Pause", reference),
    buildButton(RUN_SCHEDULE_ACTION, "Run now", reference),
    ...(source === "slack" ? [buildDelete(name, reference)] : []),
  ];
}

export function buildDelete(name: string, reference: string): types.Button {
  return asking(buildButton(DELETE_SCHEDULE_ACTION, "Delete", reference), {
    title: "Delete this schedule?",
    text: `${clip(name, 80)} is not made by itself any more. What was made stays on record.`,
    yes: "Delete",
  });
}
