/** Words for periods and days, as sentences about spans need them. */
import type { IsoDate } from "../../portfolio/portfolio.ts";
import { dateWriter } from "../date-words.ts";
import type { ComposeInput } from "../definition.ts";
import type { DaySpan } from "../formulas/calendar-span.ts";
import { addDays } from "../formulas/days.ts";
import type { Period } from "../report.ts";

const SO_FAR = "so far ";

/** Whether days of the period are still to come. */
export function isUnfinished({ inWords }: Period): boolean {
  return inWords.startsWith(SO_FAR);
}

/** What a sentence calls the period: `October 2026`, and `2026` where the title says `2026 to date`. */
export function nameOf({ inWords }: Period): string {
  return inWords.replace(SO_FAR, "").replace(/^in /u, "");
}

/** `October`, `Oct` */
export function monthName(
  { portfolio }: ComposeInput,
  date: IsoDate,
  month: "long" | "short",
): string {
  return dateWriter(portfolio.settings.locale, { month }).format(new Date(date));
}

/** `April 25` */
export function dayName({ portfolio }: ComposeInput, date: IsoDate): string {
  const style = { day: "numeric", month: "long" } as const;
  return dateWriter(portfolio.settings.locale, style).format(new Date(date));
}

/** `September 1–12`; with the year where that is not the one of the report, `January 1 – October 12, 2025`. */
export function daysWords({ portfolio, reportingDate }: ComposeInput, span: DaySpan): string {
  const last = addDays(span.to, -1);
  const isThisYear = last.slice(0, 4) === reportingDate.slice(0, 4);
  const format = dateWriter(portfolio.settings.locale, {
    day: "numeric",
    month: "long",
    ...(isThisYear ? {} : { year: "numeric" }),
  });
  const words = format.formatRange(new Date(span.from), new Date(last));
  // The spaces around the dash are thin ones in some locales; between bare days it stands close.
  return words.replace(/\s–\s/u, " – ").replace(/(\d) – (\d+)(?=$|,| \p{L})/u, "$1–$2");
}
