import type { types } from "@slack/bolt";
import { describeRecurrence } from "../../schedule/describe.ts";
import type { ListedSchedule } from "../../schedule/list-schedules.ts";
import type { Occurrence, Schedule } from "../../schedule/schedule.ts";
import { COMMAND } from "../parse-command.ts";
import {
  type Block,
  clip,
  clipMarkup,
  escapeMarkup,
  markup,
  mention,
  moment,
  plain,
  SHARES,
} from "../text.ts";
import { asking, buildButton } from "./button.ts";
import type { SlackMessage } from "./preview.ts";
import { readPage } from "./suppressions.ts";

export const PAUSE_SCHEDULE_ACTION = "pause_schedule";
export const RESUME_SCHEDULE_ACTION = "resume_schedule";
export const RUN_SCHEDULE_ACTION = "run_schedule";
export const DELETE_SCHEDULE_ACTION = "delete_schedule";
export const PAGE_OF_SCHEDULES_ACTION = "page_of_schedules";

/** Entries of one message; Slack takes 50 blocks. */
const PAGE_SIZE = 10;

/** What each line of an entry may take, so that a page of them fits into a message. */
const LINE = 250;

/** What a button of the list refers to: a reference, never a right. */
export interface ScheduleReference {
  readonly scheduleId: string;
  readonly page: number;
  /** Which list it belongs to: when that was shown, in milliseconds. */
  readonly shownAt: string;
}

export function readScheduleReference(value: string): ScheduleReference {
  const [page, shownAt = "", ...id] = value.split("/");
  return { scheduleId: id.join("/"), page: readPage(page), shownAt: shownAt.slice(0, 20) };
}

/**
 * Every schedule, a page of them.
 *
 * @param page From 0; the last one if there are fewer.
 * @param said What has just been done, as a sentence.
 */
export function buildSchedules(
  entries: readonly ListedSchedule[],
  page: number,
  now: Date,
  said = "",
): SlackMessage {
  const last = Math.max(0, Math.ceil(entries.length / PAGE_SIZE) - 1);
  const at = Math.min(Math.max(0, page), last);
  const shown = entries.slice(at * PAGE_SIZE, (at + 1) * PAGE_SIZE);
  const title = plain(`${said} ${describeCount(entries.length)}`.trim());
  const refer = (id: string, to = at) => `${to}/${now.getTime()}/${id}`;
  const turn = (text: string, to: number) =>
    buildButton(`${PAGE_OF_SCHEDULES_ACTION}_${text.toLowerCase()}`, text, refer("", to));
  const turns = [
    ...(at > 0 ? [turn("Earlier", at - 1)] : []),
    ...(at < last ? [turn("Later", at + 1)] : []),
  ];
  return {
    text: title.text,
    blocks: [
      { type: "section", text: title },
      ...shown.flatMap((entry) => buildEntry(entry, refer(entry.schedule.id))),
      ...(turns.length > 0 ? [{ type: "actions" as const, elements: turns }] : []),
    ],
  };
}

function describeCount(count: number): string {
  if (count === 0) {
    return `Reports that are made again and again stand here. ${COMMAND} schedule makes one; or declare one under schedules in settings.yml.`;
  }
  return count === 1 ? "1 schedule" : `${count} schedules`;
}

function buildEntry(entry: ListedSchedule, reference: string): Block[] {
  const { schedule, mayManage } = entry;
  const name = `*${clipMarkup(escapeMarkup(nameSchedule(schedule)), LINE)}*`;
  const when = escapeMarkup(describeRecurrence(schedule.recurrence, schedule.timeZone));
  const line = [
    describeNext(entry),
    `by ${mention(schedule.owner.userId)}`,
    ...(entry.last === undefined ? [] : [describeOutcome(entry.last)]),
    ...(schedule.source === "settings" ? ["kept in settings.yml"] : []),
  ].join(" · ");
  const parts = [name, clipMarkup(when, LINE), clipMarkup(line, SHARES.title)];
  const text: Block = { type: "section", text: markup(parts.join("\n")) };
  if (!mayManage) return [text];
  return [text, { type: "actions", elements: buildDeeds(schedule, reference) }];
}

/** What stands in settings.yml is deleted there. */
function buildDeeds(schedule: Schedule, reference: string): types.Button[] {
  const { paused, source } = schedule;
  const remove = asking(buildButton(DELETE_SCHEDULE_ACTION, "Delete", reference), {
    title: "Delete this schedule?",
    text: `${clip(nameSchedule(schedule), 80)} is not made by itself any more. What was made stays on record.`,
    yes: "Delete",
  });
  return [
    paused
      ? buildButton(RESUME_SCHEDULE_ACTION, "Resume", reference)
      : buildButton(PAUSE_SCHEDULE_ACTION, "Pause", reference),
    buildButton(RUN_SCHEDULE_ACTION, "Run now", reference),
    ...(source === "slack" ? [remove] : []),
  ];
}

export function describeNext({ schedule, nextRun }: ListedSchedule): string {
  if (schedule.paused) return "paused";
  if (nextRun === undefined) return "never comes again";
  return `next ${moment(nextRun.toISOString())}`;
}

/** What is made: `cto, last-month, jada`. */
export function nameSchedule({
  reportType,
  choices,
}: Pick<Schedule, "reportType" | "choices">): string {
  return [reportType, choices.period, choices.entity].filter((part) => part).join(", ");
}

const OUTCOMES: Readonly<Record<Occurrence["state"], string>> = {
  running: "being made",
  waiting: "waits to be tried again",
  drafted: "made",
  failed: "failed",
  missed: "missed",
};

function describeOutcome({ state, dueAt, late = false }: Occurrence): string {
  return `last ${OUTCOMES[state]}${late ? ", late," : ""} ${moment(dueAt)}`;
}
