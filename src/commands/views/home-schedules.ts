import { describeRecurrence } from "../../schedule/describe.ts";
import type { ListedSchedule, UnreadableSchedule } from "../../schedule/list-schedules.ts";
import { andMore } from "../messages/digest-lists.ts";
import { describeNext } from "../messages/schedule-words.ts";
import { COMMAND } from "../parse-command.ts";
import { type Block, clipMarkup, escapeMarkup, markup, plain } from "../text.ts";

/** The rest is counted. */
const MOST = 10;
const SHARE = 200;

/**
 * When what comes next.
 *
 * @param mayMake Whether whoever sees it may make one.
 */
export function buildHomeSchedules(
  schedules: readonly (ListedSchedule | UnreadableSchedule)[],
  mayMake: boolean,
): Block[] {
  if (schedules.length === 0) {
    const how = mayMake ? ` Type ${COMMAND} in a channel and choose On a schedule to begin.` : "";
    const text = `Reports that are made again and again stand here.${how}`;
    return [{ type: "section", text: plain(text) }];
  }
  return [
    { type: "section", text: markup(schedules.slice(0, MOST).map(describe).join("\n")) },
    ...andMore(schedules.length - MOST, "schedule", "schedules"),
  ];
}

function describe(entry: ListedSchedule | UnreadableSchedule): string {
  if ("unreadable" in entry) {
    const name = clipMarkup(escapeMarkup(entry.unreadable.name), SHARE);
    return `• *${name}* · cannot be read, and makes nothing: ${COMMAND} schedules says what to do`;
  }
  const { schedule } = entry;
  const name = clipMarkup(escapeMarkup(entry.name), SHARE);
  const when = escapeMarkup(describeRecurrence(schedule.recurrence, schedule.timeZone));
  return `• *${name}* · ${clipMarkup(when, SHARE)} · ${describeNext(entry)}`;
}
