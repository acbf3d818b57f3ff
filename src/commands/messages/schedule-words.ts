import type { ListedSchedule } from "../../schedule/list-schedules.ts";
import type { Occurrence, Schedule } from "../../schedule/schedule.ts";
import { clipMarkup, escapeMarkup, mention, moment } from "../text.ts";

export function describeNext({ schedule, nextRun }: ListedSchedule): string {
  if (schedule.paused) return "paused";
  if (nextRun === undefined) return "never comes again";
  return `next ${moment(nextRun.toISOString())}`;
}

const OUTCOMES: Readonly<Record<Occurrence["state"], string>> = {
  running: "being made",
  waiting: "waits to be tried again",
  drafted: "made",
  failed: "failed",
  missed: "missed",
};

export function describeOutcome({ state, dueAt, late = false }: Occurrence): string {
  return `last ${OUTCOMES[state]}${late ? ", late," : ""} ${moment(dueAt)}`;
}

const REASON = 240;

/** Why nothing came of it the last time; empty if something did. In markup, on one line. */
export function describeReason({ reason = "", state }: Partial<Occurrence> = {}): string {
  if (state === "drafted" || state === "running") return "";
  return clipMarkup(escapeMarkup(reason.replaceAll(/\s+/gu, " ")), REASON);
}

/** More approvers than this are counted, not named. */
const MOST_NAMED = 5;

/** What was chosen in the place of the settings, besides what its name says. In markup; empty if nothing was. */
export function describeChoices({ choices, approval }: Pick<Schedule, "choices" | "approval">) {
  const { recipients, attachments, note, approvers } = choices;
  return [
    ...(approval === "not_needed" ? ["sent without approval"] : []),
    ...(recipients ? [`to ${count(recipients.length)} by choice`] : []),
    ...(attachments ? [describeFiles(attachments)] : []),
    ...(note === undefined ? [] : ["with a note"]),
    ...(approvers ? [`approved by ${namePeople(approvers)}`] : []),
  ].join(" · ");
}

function describeFiles(attachments: readonly string[]): string {
  if (attachments.length === 0) return "without attachments";
  return `with ${attachments.map((kind) => kind.toUpperCase()).join(", ")}`;
}

function namePeople(userIds: readonly string[]): string {
  const named = userIds.slice(0, MOST_NAMED).map((id) => mention(id));
  const more = userIds.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function count(people: number): string {
  return people === 1 ? "1 person" : `${people} people`;
}
