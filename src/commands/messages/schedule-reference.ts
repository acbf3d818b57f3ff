import { z } from "zod";
import { ScheduleNotFoundError } from "../../errors.ts";
import { formatRecurrence } from "../../portfolio/recurrence/format-recurrence.ts";
import type { ScheduleRequest } from "../../schedule/plan-schedule.ts";
import type { MadeSchedule } from "../../schedule/ports.ts";

/** What *Save* carries: words that are read and checked anew, no right and nothing that is trusted. */
const proposal = z.object({
  id: z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/u),
  report: z.string(),
  when: z.string(),
  timeZone: z.string(),
  channel: z.string(),
  period: z.string().exactOptional(),
  entity: z.string().exactOptional(),
  approval: z.enum(["required", "not_needed"]).exactOptional(),
});

/** The time zone stands in it: what was shown is what is saved, whatever the settings say by then. */
export function writeProposal(schedule: MadeSchedule): string {
  const { id, reportType: report, recurrence, timeZone, channel, choices, approval } = schedule;
  const { period, entity } = choices;
  return JSON.stringify({
    ...{ id, report, when: formatRecurrence(recurrence), timeZone, channel },
    ...(period !== undefined && { period }),
    ...(entity !== undefined && { entity }),
    ...(approval === "not_needed" && { approval }),
  } satisfies z.infer<typeof proposal>);
}

/** @throws ScheduleNotFoundError if it is not what {@link writeProposal} wrote. */
export function readProposal(value: string): ScheduleRequest & { readonly id: string } {
  const { period, entity, ...request } = parse(value);
  return {
    ...request,
    choices: { ...(period !== undefined && { period }), ...(entity !== undefined && { entity }) },
  };
}

function parse(value: string): z.infer<typeof proposal> {
  try {
    return proposal.parse(JSON.parse(value));
  } catch (cause) {
    const hint = "Type the command again.";
    throw new ScheduleNotFoundError("This button cannot be read. Nothing was saved.", {
      hint,
      cause,
    });
  }
}
