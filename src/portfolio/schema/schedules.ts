/** Reports that are made again and again, as `settings.yml` writes them. */
import { z } from "zod";
import { UnknownRecurrenceError } from "../../errors.ts";
import { PERIOD_FORMS, readPeriodWords } from "../period-words.ts";
import type { DeclaredSchedule } from "../portfolio.ts";
import { parseRecurrence } from "../recurrence/parse-recurrence.ts";
import type { Recurrence } from "../recurrence/recurrence.ts";
import type { Path } from "../yaml-document.ts";
import { mapping } from "./mapping.ts";
import { id, scalar, slackChannel, text, timeZone } from "./scalars.ts";

/** Whoever mistypes it learns what was not understood, not only what is expected. */
const when = z
  .unknown()
  .meta({ description: "Expected: when it recurs, such as every monday 08:00, or cron." })
  .transform((value, context): Recurrence => {
    try {
      return parseRecurrence(typeof value === "string" ? value : "");
    } catch (error) {
      if (!(error instanceof UnknownRecurrenceError)) throw error;
      context.issues.push({ code: "custom", input: value, message: error.toSentence() });
      return z.NEVER;
    }
  });

/** One person: a group asks for nothing. */
const owner = scalar("a Slack user id such as U01ADMIN", (input) =>
  typeof input === "string" && /^[UW][A-Z0-9]{2,}$/u.test(input) ? input : undefined,
);

/** Whether it has begun is known when it runs. */
const period = scalar(`a period: ${PERIOD_FORMS}`, (input) =>
  typeof input === "string" && readPeriodWords(input) ? input : undefined,
);

/** Whether a number there is text: a year may stand without quotes. */
export function isSchedulePeriod([group, , field]: Path): boolean {
  return group === "schedules" && field === "period";
}

const schedule: z.ZodType<DeclaredSchedule> = mapping({
  report: id,
  when,
  time_zone: z.exactOptional(timeZone),
  period: z.exactOptional(period),
  entity: z.exactOptional(text),
  approval: z.exactOptional(z.enum(["required", "not_needed"])),
  owner,
  channel: z.exactOptional(slackChannel),
});

/** `schedules` in `settings.yml`. */
export const schedules = z.record(id, schedule);
