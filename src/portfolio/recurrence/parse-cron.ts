import { Cron } from "croner";
import { validate } from "node-cron";
import { UnknownRecurrenceError } from "../../errors.ts";

/** Five fields, of which the first two hold no words. */
const CRON_LIKE = /^[\d*,/-]+ [\d*,/-]+ \S+ \S+ \S+$/u;

/** Whether somebody means cron, well written or not. */
export function isCronLike(text: string): boolean {
  return CRON_LIKE.test(text);
}

/**
 * Checks a cron expression of five fields: minute, hour, day of month, month, day of week. It has to name days that
 * exist, and one minute: nobody reads reports more often than once an hour.
 *
 * @throws UnknownRecurrenceError
 */
export function parseCron(text: string): string {
  const expression = text.toUpperCase();
  const isReasonable = text.length <= LONGEST && !/\d{3}/u.test(text);
  const first = isReasonable ? firstRun(expression) : UNREADABLE;
  if (first === null) throw refused(`"${text}" never comes`, "Name a day that there is.");
  if (first === UNREADABLE || !validate(expression)) {
    throw refused(
      `"${text}" is not cron`,
      "It has five fields: minute, hour, day of month, month, day of week, such as 0 8 * * 1.",
    );
  }
  const [minute = ""] = expression.split(" ");
  if (!/^\d+$/u.test(minute)) {
    throw refused(
      `"${text}" runs more often than once an hour`,
      "Its first field has to be one minute, such as 0 in 0 8 * * 1.",
    );
  }
  return expression;
}

/** Ranges are written out by those who check them: a long number would take minutes. */
const LONGEST = 80;

const UNSTARTED = { paused: true, timezone: "UTC" } as const;
const ANY_DAY = new Date(0);

const UNREADABLE = Symbol("unreadable");

/**
 * Asks the library that calculates: what the one that validates takes may be nothing to it, such as `FRI-MON`.
 *
 * @returns null if it is well written and never comes: the 31st of February.
 */
function firstRun(expression: string): Date | null | typeof UNREADABLE {
  try {
    return new Cron(expression, UNSTARTED).nextRun(ANY_DAY);
  } catch {
    return UNREADABLE;
  }
}

function refused(what: string, hint: string): UnknownRecurrenceError {
  return new UnknownRecurrenceError(`${what}.`, { hint });
}
