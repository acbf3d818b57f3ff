import { describeRecurrence } from "../../schedule/describe.ts";
import type { ListedSchedule } from "../../schedule/list-schedules.ts";
import type { Occurrence, Schedule } from "../../schedule/schedule.ts";
import {
  type Block,
  clipMarkup,
  escapeMarkup,
  markup,
  mention,
  moment,
  plain,
  SHARES,
} from "../text.ts";
import type { SlackMessage } from "./preview.ts";

/** Entries of one message; Slack takes 50 blocks. */
const PAGE_SIZE = 10;

/**
 * Every schedule, a page of them.
 *
 * @param page From 0; the last one if there are fewer.
 */
export function buildSchedules(entries: readonly ListedSchedule[], page: number): SlackMessage {
  const last = Math.max(0, Math.ceil(entries.length / PAGE_SIZE) - 1);
  const at = Math.min(Math.max(0, page), last);
  const shown = entries.slice(at * PAGE_SIZE, (at + 1) * PAGE_SIZE);
  const title = describeCount(entries.length);
  return {
    text: plain(title).text,
    blocks: [{ type: "section", text: plain(title) }, ...shown.map(buildEntry)],
  };
}

function describeCount(count: number): string {
  if (count === 0) {
    return "Reports that are made again and again stand here. Declare one under schedules in settings.yml.";
  }
  return count === 1 ? "1 schedule" : `${count} schedules`;
}

function buildEntry(entry: ListedSchedule): Block {
  const { schedule } = entry;
  const name = `*${escapeMarkup(nameSchedule(schedule))}*`;
  const when = escapeMarkup(describeRecurrence(schedule.recurrence, schedule.timeZone));
  const next = describeNext(entry);
  const outcome = entry.last === undefined ? [] : [describeOutcome(entry.last)];
  const line = [next, `by ${mention(schedule.owner.userId)}`, ...outcome].join(" · ");
  const parts = [name, when, line].map((part) => clipMarkup(part, SHARES.title));
  return { type: "section", text: markup(parts.join("\n")) };
}

export function describeNext({ schedule, nextRun }: ListedSchedule): string {
  if (schedule.paused) return "paused";
  if (nextRun === undefined) return "never comes again";
  return `next ${moment(nextRun.toISOString())}`;
}

/** What is made: `cto, last-month, jada`. */
export function nameSchedule({ reportType, choices }: Schedule): string {
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
