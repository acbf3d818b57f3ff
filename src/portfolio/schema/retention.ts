import type { z } from "zod";
import { type Retention, STANDARD_RETENTION } from "../retention.ts";
import { mapping } from "./mapping.ts";
import { scalar } from "./scalars.ts";

/** A hundred years; beyond that a day cannot be written as a date for long. */
const MOST_DAYS = 36_500;

const days = scalar("a number of days such as 90d", (input) => {
  const [, digits = ""] = /^(\d{1,5})d$/.exec(typeof input === "string" ? input : "") ?? [];
  const count = Number(digits);
  return digits !== "" && count >= 1 && count <= MOST_DAYS ? count : undefined;
});

/** `retention` in `settings.yml`. */
export const retention: z.ZodType<Retention> = mapping({
  mail: days.prefault(`${STANDARD_RETENTION.mail}d`),
  addresses: days.prefault(`${STANDARD_RETENTION.addresses}d`),
  record: days.prefault(`${STANDARD_RETENTION.record}d`),
}).superRefine((value, context) => {
  for (const kind of ["mail", "addresses"] as const) {
    if (value[kind] <= value.record) continue;
    const message = `is longer than the record is kept (${value.record}d), expected at most that`;
    context.addIssue({ code: "custom", path: [kind], message });
  }
});
