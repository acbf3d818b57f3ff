import { RECURRENCE_FORMS } from "../../portfolio/recurrence/parse-recurrence.ts";
import { describeRecurrence } from "../../schedule/describe.ts";
import type { PlannedSchedule } from "../../schedule/plan-schedule.ts";
import { COMMAND } from "../parse-command.ts";
import { channelLink, clipMarkup, escapeMarkup, markup, moment, SHARES } from "../text.ts";
import { buildButton, primary } from "./button.ts";
import type { SlackMessage } from "./preview.ts";
import { writeProposal } from "./schedule-reference.ts";
import { nameSchedule } from "./schedules.ts";

export const SAVE_SCHEDULE_ACTION = "save_schedule";
export const CANCEL_SCHEDULE_ACTION = "cancel_schedule";

/** Asks whether a schedule is what was meant. Nothing is saved yet. */
export function buildPlanned(planned: PlannedSchedule): SlackMessage {
  const save = buildButton(SAVE_SCHEDULE_ACTION, "Save", writeProposal(planned.schedule));
  const cancel = buildButton(CANCEL_SCHEDULE_ACTION, "Cancel", planned.schedule.id);
  return {
    text: "Save this schedule?",
    blocks: [
      { type: "section", text: markup(`${describePlanned(planned)}\nNothing is saved yet.`) },
      { type: "actions", elements: [primary(save), cancel] },
    ],
  };
}

/** That it is saved, without buttons. */
export function buildSaved(planned: PlannedSchedule): SlackMessage {
  const text = `Saved.\n${describePlanned(planned)}\n\`${COMMAND} schedules\` shows, pauses and deletes it.`;
  return { text: "Saved.", blocks: [{ type: "section", text: markup(text) }] };
}

function describePlanned({ schedule, nextRuns }: PlannedSchedule): string {
  const name = clipMarkup(escapeMarkup(nameSchedule(schedule)), SHARES.title);
  const when = escapeMarkup(describeRecurrence(schedule.recurrence, schedule.timeZone));
  const where = channelLink(schedule.channel);
  const what = `Each time the report is made in your name, and its preview in ${where} waits for approval.`;
  const runs = nextRuns.map((at) => `• ${moment(at.toISOString())}`);
  return [`*${name}*`, when, what, "The next times:", ...runs].join("\n");
}

/** How to make a schedule, with examples. */
export function buildScheduleHelp(report: string): SlackMessage {
  const command = `${COMMAND} schedule ${report}`;
  const forms = RECURRENCE_FORMS.map((form) => `\`${command} ${form}\``);
  const more = `\`${command} every monday 08:00 in Europe/Berlin last-month entity:NAME\``;
  const text = [
    "Say which report, and when. You see the next times before anything is saved.",
    ...forms,
    "The last of these is cron. A time zone, a period and an entity may follow:",
    more,
    "A period is one word, such as last-month; apart, as in last day of the month, the words say when.",
  ].join("\n");
  return { text: "Say which report, and when.", blocks: [{ type: "section", text: markup(text) }] };
}
