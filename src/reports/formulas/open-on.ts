import type { Finding, IsoDate } from "../../portfolio/portfolio.ts";
import type { Period } from "../report.ts";

/**
 * Whether a finding holds on a day: it has begun, and was not closed by then. On the day it is closed it
 * no longer holds.
 *
 * @example isOpenOn({ since: "2026-10-08" }, "2026-10-08") // true
 */
export function isOpenOn(
  { since, closed }: Pick<Finding, "since" | "closed">,
  on: IsoDate,
): boolean {
  return since <= on && (closed === undefined || closed > on);
}

/** Whether a day lies in a period; the day it ends on does not. */
export function isWithin(date: IsoDate, { from, to }: Pick<Period, "from" | "to">): boolean {
  return from <= date && date < to;
}
