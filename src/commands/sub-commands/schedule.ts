import { UsageError } from "../../errors.ts";
import { buildPlanned, buildScheduleHelp } from "../messages/planned-schedule.ts";
import { parseSchedule } from "../parse-schedule.ts";
import type { SubCommand } from "./sub-command.ts";

/** Longer than anything that can be understood; what the buttons carry stays within Slack's limit. */
const LONGEST = 200;

export const schedule: SubCommand = {
  name: "schedule",
  takes: "REPORT WHEN",
  description:
    "Has a report made again and again, such as cto every monday 08:00. Alone, it says how to say when.",
  async run({ requester, rest, channel, answer }, { scheduler, registry }) {
    if (rest === "") return await answer(buildScheduleHelp(registry[0]?.id ?? "REPORT"));
    if (rest.length > LONGEST) {
      const hint = `Say it in up to ${LONGEST} characters.`;
      throw new UsageError("This is too long for a schedule. Nothing was saved.", { hint });
    }
    const { report, when, timeZone, period, entity, approval } = parseSchedule(rest);
    const planned = await scheduler.plan(
      {
        ...{ report, when, channel },
        choices: {
          ...(period !== undefined && { period }),
          ...(entity !== undefined && { entity }),
        },
        ...(timeZone !== undefined && { timeZone }),
        ...(approval && { approval }),
      },
      requester,
    );
    await answer(buildPlanned(planned));
  },
};
