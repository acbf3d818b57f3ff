/** Who has to approve reports, and how, as `settings.yml` writes it. */
import { z } from "zod";
import { ROLES } from "../portfolio.ts";
import { mapping } from "./mapping.ts";
import { flag, SLACK_PEOPLE, scalar } from "./scalars.ts";

const MINUTE_MS = 60_000;
const UNIT_MS: Readonly<Record<string, number>> = {
  m: MINUTE_MS,
  h: 60 * MINUTE_MS,
  d: 24 * 60 * MINUTE_MS,
};

/**
 * A duration in minutes, hours or days.
 *
 * @returns Milliseconds; undefined for what is no duration.
 * @example parseDuration("24h") // 86400000
 */
export function parseDuration(input: unknown): number | undefined {
  const match = typeof input === "string" ? /^(\d{1,5})([mhd])$/.exec(input) : null;
  const unit = UNIT_MS[match?.[2] ?? ""];
  return match === null || unit === undefined ? undefined : Number(match[1]) * unit;
}

/** A longer one is a mistake: nobody remembers a preview of a month ago. */
const LONGEST_MS = 30 * 24 * 60 * MINUTE_MS;

const within = (least: number, most: number) => (input: unknown) => {
  const duration = parseDuration(input);
  return duration !== undefined && duration >= least && duration <= most ? duration : undefined;
};

const lifetime = scalar(
  "a duration from 1m to 30d, such as 24h: m for minutes, h for hours, d for days",
  within(MINUTE_MS, LONGEST_MS),
);

export const pause = scalar(
  "a duration up to 30d, such as 10m or 4h: m for minutes, h for hours, d for days",
  within(0, LONGEST_MS),
);

const approver = scalar(
  `a Slack user id such as U01ADMIN, a user group such as S01FINANCE, or one of ${ROLES.join(", ")}`,
  (input) =>
    typeof input === "string" && (isRole(input) || SLACK_PEOPLE.test(input)) ? input : undefined,
);

function isRole(name: string): boolean {
  return ROLES.some((role) => role === name);
}

const approvals = scalar("1 or 2", (input) => (input === 1 || input === 2 ? input : undefined));

export const approval = mapping({
  approvers: z.exactOptional(z.array(approver)),
  approvals: z.exactOptional(approvals),
  requester_may_approve: z.exactOptional(flag),
  expires_after: z.exactOptional(lifetime),
  remind_after: z.exactOptional(pause),
  escalate_after: z.exactOptional(pause),
  escalate_to: z.exactOptional(z.array(approver)),
  hold: z.exactOptional(pause),
  schedules_may_send: z.exactOptional(flag),
});
