import { describeRecurrence } from "../../schedule/describe.ts";
import type { ListedSchedule, UnreadableSchedule } from "../../schedule/list-schedules.ts";
import { COMMAND } from "../parse-command.ts";
import { type Block, clipMarkup, escapeMarkup, markup, mention, plain, SHARES } from "../text.ts";
import { buildButton } from "./button.ts";
import type { SlackMessage } from "./preview.ts";
import { buildDeeds, buildDelete, writeScheduleReference } from "./schedule-buttons.ts";
import {
  describeChoices,
  describeNext,
  describeOutcome,
  describeReason,
} from "./schedule-words.ts";

export const PAGE_OF_SCHEDULES_ACTION = "page_of_schedules";

/** Entries of one message; Slack takes 50 blocks. */
const PAGE_SIZE = 10;

/** What each line of an entry may take, so that a page of them fits into a message. */
const LINE = 200;

/**
 * Every schedule, a page of them.
 *
 * @param page From 0; the last one if there are fewer.
 * @param said What has just been done, as a sentence.
 */
export function buildSchedules(
  entries: readonly (ListedSchedule | UnreadableSchedule)[],
  page: number,
  now: Date,
  said = "",
): SlackMessage {
  const last = Math.max(0, Math.ceil(entries.length / PAGE_SIZE) - 1);
  const at = Math.min(Math.max(0, page), last);
  const shown = entries.slice(at * PAGE_SIZE, (at + 1) * PAGE_SIZE);
  const title = plain(`${said} ${describeCount(entries.length)}`.trim());
  const refer = (id: string, to = at) => writeScheduleReference(id, to, now);
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
      ...shown.flatMap((entry) =>
        "unreadable" in entry
          ? buildUnreadable(entry, refer(entry.unreadable.id))
          : buildEntry(entry, refer(entry.schedule.id)),
      ),
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
  const { schedule, name, mayManage } = entry;
  const title = `*${clipMarkup(escapeMarkup(name), LINE)}*`;
  const when = escapeMarkup(describeRecurrence(schedule.recurrence, schedule.timeZone));
  const line = [
    describeNext(entry),
    `by ${mention(schedule.owner.userId)}`,
    ...(entry.last === undefined ? [] : [describeOutcome(entry.last)]),
    ...(schedule.source === "settings" ? ["kept in settings.yml"] : []),
  ].join(" · ");
  const choices = clipMarkup(describeChoices(schedule), LINE);
  // A reason may quote from the files: it is for those who can do something about it.
  const reason = mayManage ? describeReason(entry.last) : "";
  const parts = [title, clipMarkup(when, LINE), choices, clipMarkup(line, SHARES.title), reason];
  const text = markup(parts.filter((part) => part !== "").join("\n"));
  const entryBlock: Block = { type: "section", text };
  if (!mayManage) return [entryBlock];
  return [entryBlock, { type: "actions", elements: buildDeeds(schedule, name, reference) }];
}

function buildUnreadable(
  { unreadable, mayManage }: UnreadableSchedule,
  reference: string,
): Block[] {
  const { name, why, advice, owner, isMade } = unreadable;
  const title = `*${clipMarkup(escapeMarkup(name), LINE)}*`;
  const by = owner === undefined ? "" : `by ${mention(owner.userId)}`;
  // It may quote what somebody typed: it is for those who can do something about it.
  const reason = mayManage ? clipMarkup(escapeMarkup(`${why} ${advice}`), SHARES.facts) : "";
  const parts = [title, `This schedule cannot be read, and makes nothing. ${reason}`.trim(), by];
  const entryBlock: Block = {
    type: "section",
    text: markup(parts.filter((part) => part !== "").join("\n")),
  };
  if (!mayManage || !isMade) return [entryBlock];
  return [entryBlock, { type: "actions", elements: [buildDelete(name, reference)] }];
}
