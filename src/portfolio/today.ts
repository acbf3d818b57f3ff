import type { IsoDate, Settings } from "./portfolio.ts";

/**
 * "Today" where the portfolio is: the pinned reporting date if there is one, else the calendar day of `now` in the
 * portfolio's time zone.
 */
export function todayOf(
  { reportingDate, timeZone }: Pick<Settings, "reportingDate" | "timeZone">,
  now: Date,
): IsoDate {
  return reportingDate ?? createDayReader(timeZone)(now);
}

/**
 * Tells the calendar day of moments in one time zone. To be kept where there are many: making it takes longer than
 * asking it.
 *
 * @example createDayReader("Asia/Tokyo")(new Date("2026-10-31T16:00:00Z")) // "2026-11-01"
 */
export function createDayReader(timeZone: string): (at: Date) => IsoDate {
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return (at) => {
    const parts = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, value]),
    );
    return [parts["year"], parts["month"], parts["day"]].join("-");
  };
}
