import type { IsoDate, Sourced } from "../portfolio/portfolio.ts";
import { createFormatter } from "./format.ts";
import { newestDay } from "./formulas/newest-day.ts";
import { listing } from "./parts/wording.ts";
import type { NewerFacts, Report } from "./report.ts";

/** By a plural noun that readers know them by, such as `cloud costs`: records that the files keep for one day only. */
export type KeptForADay = Readonly<Record<string, readonly Sourced[]>>;

/** The kinds of facts that are newer than a report's day, in the order given, each with the day of its newest. */
export function newerFacts(kinds: KeptForADay, reportingDate: IsoDate): readonly NewerFacts[] {
  return Object.entries(kinds).flatMap(([what, records]) => {
    const newest = newestDay(records);
    return newest === undefined || newest <= reportingDate ? [] : [{ what, asOf: newest }];
  });
}

/**
 * What a reader of an earlier period has to know; empty where nothing is newer.
 *
 * @example "Some facts are newer than Sep 30, 2026: KPIs and assets (Oct 29, 2026), stacks (Oct 30, 2026)."
 */
export function newerWords(report: Report): string {
  const kinds = newerKinds(report);
  const day = createFormatter(report.format).date(report.reportingDate);
  return kinds === "" ? "" : `Some facts are newer than ${day}: ${kinds}.`;
}

/** `KPIs and assets (Oct 29, 2026), stacks (Oct 30, 2026)`; empty where nothing is newer. */
export function newerKinds({ newer = [], format }: Report): string {
  const { date } = createFormatter(format);
  const days = [...new Set(newer.map(({ asOf }) => asOf))];
  const kinds = days.map((day) => {
    const names = newer.filter(({ asOf }) => asOf === day).map(({ what }) => what);
    return `${listing(names)} (${date(day)})`;
  });
  return kinds.join(", ");
}
