import type { Settings } from "../portfolio/portfolio.ts";
import { formatRecurrence } from "../portfolio/recurrence/format-recurrence.ts";
import type { Calendar } from "./runs.ts";
import type { Schedule } from "./schedule.ts";

/** What the moments of a schedule depend on, as the settings are. */
export function calendarOf({ timeZone }: Pick<Schedule, "timeZone">, settings: Settings): Calendar {
  const { holidays, fiscalYearStart } = settings;
  return {
    timeZone,
    ...(holidays && { holidays }),
    ...(fiscalYearStart && { fiscalYearStart }),
  };
}

/** When a schedule recurs, as one text: another text means other moments. */
export function timingOf({ recurrence, timeZone }: Pick<Schedule, "recurrence" | "timeZone">) {
  return `${formatRecurrence(recurrence)} ${timeZone}`;
}
