import type { IsoDate } from "../portfolio/portfolio.ts";
import type { Period } from "./report.ts";

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
