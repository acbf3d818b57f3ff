import { AppError, describeError } from "../errors.ts";

/** What will be the same the next time, unless somebody changes a setting or the schedule itself. */
const FOR_GOOD: readonly AppError["code"][] = [
  "not_allowed",
  "unknown_report",
  "unknown_period",
  "unknown_entity",
  "no_audience",
  "no_approver",
  "unknown_person",
  "note_too_long",
  "mail_too_large",
  "schedule_not_found",
  "too_late",
];

/** After so many attempts the owner is told, though it is tried again: less may be over before they have read it. */
const TELL_AFTER = 3;

const MINUTE_MS = 60_000;
const LONGEST_PAUSE_MS = 15 * MINUTE_MS;

/** What to do about an occurrence that could not be made. */
export interface Verdict {
  readonly reason: string;
  /** Absent if it is not tried again. */
  readonly retryAt?: string;
  /** Whether it is time that the owner knows. */
  readonly tell: boolean;
}

/**
 * Decides about a failed attempt: what is temporary is tried again, at growing distances up to a quarter of an hour,
 * until it is too late for it.
 *
 * @param attempts This one included.
 * @param until Until when it may still be made.
 */
export function judgeFailure(error: unknown, attempts: number, now: Date, until: Date): Verdict {
  const reason = describeError(error);
  const pause = Math.min(MINUTE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  const retryAt = new Date(now.getTime() + pause);
  const isForGood = error instanceof AppError && FOR_GOOD.includes(error.code);
  if (isForGood || retryAt > until) return { reason, tell: true };
  return { reason, retryAt: retryAt.toISOString(), tell: attempts >= TELL_AFTER };
}
