import { RECURRENCE_FORMS } from "../../portfolio/recurrence/parse-recurrence.ts";
import { describeRecurrence } from "../../schedule/describe.ts";
import type { PlannedSchedule } from "../../schedule/plan-schedule.ts";
import { COMMAND } from "../parse-command.ts";
import {
  channelLink,
  clipMarkup,
  escapeEntities,
  escapeMarkup,
  markup,
  moment,
  SHARES,
} from "../text.ts";
import { buildButton, primary } from "./button.ts";
import type { SlackMessage } from "./preview.ts";
import { buildDeeds, writeScheduleReference } from "./schedule-buttons.ts";
import { writeProposal } from "./schedule-reference.ts";

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

/** That it is saved, with what can be done about it. */
export function buildSaved(planned: PlannedSchedule, now: Date): SlackMessage {
  const { schedule, name } = planned;
  const reference = writeScheduleReference(schedule.id, 0, now);
  const deeds = buildDeeds({ ...schedule, paused: false }, name, reference);
  const text = `Saved.\n${describePlanned(planned)}\n\`${COMMAND} schedules\` shows all of them.`;
  return {
    text: clipMarkup(escapeEntities(`Saved: ${name}`), SHARES.title),
    blocks: [
      { type: "section", text: markup(text) },
      { type: "actions", elements: deeds },
    ],
  };
}

function describePlanned({ schedule, name, chosenRecipients, nextRuns }: PlannedSchedule): string {
  const { recurrence, timeZone, choices } = schedule;
  const to = chosenRecipients?.join(", ");
  const parts = [
    `*${clipMarkup(escapeMarkup(name), SHARES.title)}*`,
    escapeMarkup(describeRecurrence(recurrence, timeZone)),
    describeRun(schedule),
    ...(to === undefined ? [] : [`It goes to: ${clipMarkup(escapeMarkup(to), SHARES.facts)}.`]),
    ...(choices.note === undefined ? [] : ["Your note stands at the top each time."]),
    "The next times:",
    ...nextRuns.map((at) => `• ${moment(at.toISOString())}`),
  ];
  return parts.join("\n");
}

function describeRun({ channel, approval }: PlannedSchedule["schedule"]): string {
  const made = "Each time the report is made in your name";
  const where = channelLink(channel);
  return approval === "required"
    ? `${made}, and its preview in ${where} waits for approval.`
    : `${made} and sent without approval; its preview in ${where} says so.`;
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
    `\`${COMMAND}\` alone opens a form; *On a schedule* in it takes people, files and a note, too.`,
    "Admins may add `without approval` where the rules of the report let schedules send it by themselves.",
    "A period is one word, such as last-month; apart, as in last day of the month, the words say when.",
  ].join("\n");
  return { text: "Say which report, and when.", blocks: [{ type: "section", text: markup(text) }] };
}
