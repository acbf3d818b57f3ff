import { type Recurrence, type TimeOfDay, WEEKDAYS, WORKDAYS } from "./recurrence.ts";

/**
 * The one way to write a recurrence that `parseRecurrence` reads back as the same: how it stands in the table.
 *
 * @example formatRecurrence({ kind: "weekly", days: ["monday"], at: { hour: 8, minute: 0 } }) // "every monday 08:00"
 */
export function formatRecurrence(recurrence: Recurrence): string {
  if (recurrence.kind === "cron") return recurrence.expression;
  const at = formatTime(recurrence.at);
  switch (recurrence.kind) {
    case "business days":
      return `every business day ${at}`;
    case "weekly": {
      const { days } = recurrence;
      if (days.length === WEEKDAYS.length) return `daily ${at}`;
      if (days.join() === WORKDAYS.join()) return `every weekday ${at}`;
      return `every ${days.join(", ")} ${at}`;
    }
    case "monthly": {
      const { day, of } = recurrence;
      if (typeof day === "number") return `${of}ly on the ${ordinal(day)} ${at}`;
      const noun = day === "last" || day.endsWith("business") ? `${day} day` : day;
      return `${noun} of the ${of} ${at}`;
    }
  }
}

/** @example formatTime({ hour: 8, minute: 0 }) // "08:00" */
export function formatTime({ hour, minute }: TimeOfDay): string {
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** @example ordinal(22) // "22nd" */
export function ordinal(day: number): string {
  const rule = new Intl.PluralRules("en", { type: "ordinal" }).select(day);
  return `${day}${SUFFIXES[rule] ?? "th"}`;
}

const SUFFIXES: Readonly<Record<string, string>> = { one: "st", two: "nd", few: "rd" };
