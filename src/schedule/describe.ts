import { formatTime, ordinal } from "../portfolio/recurrence/format-recurrence.ts";
import {
  type Recurrence,
  WEEKDAYS,
  type Weekday,
  WORKDAYS,
} from "../portfolio/recurrence/recurrence.ts";

/**
 * Says in words when something recurs, and by whose clock.
 *
 * @example describeRecurrence(parseRecurrence("every monday 08:00"), "America/Los_Angeles")
 * // "Every Monday at 08:00, Los Angeles time"
 */
export function describeRecurrence(recurrence: Recurrence, timeZone: string): string {
  return `${describeDays(recurrence)}, ${describeZone(timeZone)}`;
}

function describeDays(recurrence: Recurrence): string {
  if (recurrence.kind === "cron") return `At the times of cron ${recurrence.expression}`;
  const at = `at ${formatTime(recurrence.at)}`;
  switch (recurrence.kind) {
    case "business days":
      return `Every business day ${at}`;
    case "weekly":
      return `${describeWeek(recurrence.days)} ${at}`;
    case "monthly": {
      const { day, of } = recurrence;
      if (day === "last") return `On the last day of every ${of} ${at}`;
      if (typeof day === "number") return `On the ${ordinal(day)} of every ${of} ${at}`;
      const [which = "", what = ""] = day.split(" ");
      const noun = what === "business" ? "business day" : capital(what);
      return `On the ${which} ${noun} of every ${of} ${at}`;
    }
  }
}

function describeWeek(days: readonly Weekday[]): string {
  if (days.length === WEEKDAYS.length) return "Every day";
  if (days.join() === WORKDAYS.join()) return "Monday to Friday";
  return `Every ${new Intl.ListFormat("en").format(days.map(capital))}`;
}

/** @example describeMoment(new Date("2026-11-30T16:00:00Z"), "America/Los_Angeles") // "Nov 30, 08:00, Los Angeles time" */
export function describeMoment(at: Date, timeZone: string): string {
  const day = at.toLocaleDateString("en-US", { timeZone, month: "short", day: "numeric" });
  const time = at.toLocaleTimeString("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  return `${day}, ${time}, ${describeZone(timeZone)}`;
}

/** `Los Angeles time`; an IANA name ends with its best known city. */
function describeZone(timeZone: string): string {
  const place = timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
  return timeZone.includes("/") && !timeZone.startsWith("Etc/") ? `${place} time` : place;
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
