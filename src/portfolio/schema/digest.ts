/** `digest` in `settings.yml`: when the morning post appears, and where. */
import { z } from "zod";
import { DIGEST_DAYS } from "../portfolio.ts";
import { mapping } from "./mapping.ts";
import { id, scalar, slackChannel } from "./scalars.ts";

/**
 * A time of day.
 *
 * @returns Minutes since midnight; undefined for what is no time.
 * @example parseTimeOfDay("08:30") // 510
 */
function parseTimeOfDay(input: unknown): number | undefined {
  const match = typeof input === "string" ? /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(input) : null;
  return match === null ? undefined : Number(match[1]) * 60 + Number(match[2]);
}

const timeOfDay = scalar("a time of day from 00:00 to 23:59, such as 08:00", parseTimeOfDay);

export const digest = mapping({
  channel: slackChannel,
  at: timeOfDay.prefault("08:00"),
  days: z.enum(DIGEST_DAYS).default("weekdays"),
  email: z.array(id).default([]),
});
