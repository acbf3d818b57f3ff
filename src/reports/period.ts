import type { IsoDate, Settings } from "../portfolio/portfolio.ts";
import type { Period } from "./report.ts";

/**
 * "Today" where the portfolio is: the pinned reporting date if there is one, else the calendar day of `now`
 * in the portfolio's time zone.
 */
export function reportingDateAt(
  { reportingDate, timeZone }: Pick<Settings, "reportingDate" | "timeZone">,
  now: Date,
): IsoDate {
  if (reportingDate !== undefined) return reportingDate;
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const parts = Object.fromEntries(
    format.formatToParts(now).map(({ type, value }) => [type, value]),
  );
  return [parts["year"], parts["month"], parts["day"]].join("-");
}

/**
 * The calendar month that contains a date.
 *
 * @param locale BCP 47; decides the label.
 * @example periodFor("2026-10-31", "en-US") // { from: "2026-10-01", to: "2026-11-01", label: "October 2026" }
 */
export function periodFor(date: IsoDate, locale: string): Period {
  const from = new Date(`${date.slice(0, 7)}-01T00:00:00Z`);
  const to = new Date(from);
  to.setUTCMonth(to.getUTCMonth() + 1);
  const label = new Intl.DateTimeFormat(locale, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return { from: isoDay(from), to: isoDay(to), label: label.format(from) };
}

function isoDay(date: Date): IsoDate {
  return date.toISOString().slice(0, 10);
}
