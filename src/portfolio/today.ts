import type { IsoDate, Settings } from "./portfolio.ts";

/**
 * "Today" where the portfolio is: the pinned reporting date if there is one, else the calendar day of `now` in the
 * portfolio's time zone.
 */
export function todayOf(
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
