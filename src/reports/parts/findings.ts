import type { Entity, Finding, Portfolio, Severity } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import { daysBetween } from "../formulas/days.ts";
import { isOpenOn, isWithin } from "../formulas/open-on.ts";
import { compareSeverity } from "../formulas/severity.ts";
import type { Change, ListBlock, ListItem } from "../report.ts";
import { trendOf } from "../trend.ts";
import { collect, type Owned, orderedEntities } from "./entities.ts";
import { count } from "./values.ts";
import { plural } from "./wording.ts";

/** How long a finding of the period is called new, in days. */
const NEWS_DAYS = 31;

/** A kind of finding: which list of an entity, or several. */
export type FindingsOf = (entity: Entity) => readonly Finding[];

/** Findings that hold on the reporting date: the worst first, then the oldest, then by id. */
export function openFindings(input: ComposeInput, select: FindingsOf): readonly Owned<Finding>[] {
  return allFindings(input.portfolio, select)
    .filter(({ item }) => isOpenOn(item, input.reportingDate))
    .toSorted(
      ({ item: one }, { item: other }) =>
        compareSeverity(one.severity, other.severity) ||
        compareText(one.since, other.since) ||
        compareText(one.id, other.id),
    );
}

/** How many there are of one severity. */
export function countOf(findings: readonly Owned<Finding>[], severity: Severity): number {
  return findings.filter(({ item }) => item.severity === severity).length;
}

/**
 * How the number of open findings changed since the day before the period, by what began and ended up to the
 * reporting date: `1 new, 2 closed in October 2026`, `3 closed in 2025`, `unchanged so far in 2026`.
 */
export function movement(input: ComposeInput, select: FindingsOf): Change {
  const { period, reportingDate } = input;
  const findings = allFindings(input.portfolio, select);
  const happened = (date: string | undefined) =>
    date !== undefined && date <= reportingDate && isWithin(date, period);
  const fresh = findings.filter(({ item }) => happened(item.since)).length;
  const closed = findings.filter(({ item }) => happened(item.closed)).length;
  const parts = [fresh === 0 ? "" : `${fresh} new`, closed === 0 ? "" : `${closed} closed`];
  const words = parts.filter((part) => part !== "").join(", ");
  const now = findings.filter(({ item }) => isOpenOn(item, reportingDate)).length;
  return {
    before: count(now - fresh + closed),
    trend: trendOf(fresh, closed),
    words: `${words || "unchanged"} ${period.inWords}`,
  };
}

/** Findings as a list: what, whose, where, for how long, and what shows it. */
export function findingList(input: ComposeInput, findings: readonly Owned<Finding>[]): ListBlock {
  return { kind: "list", ranked: false, items: findings.map((each) => findingItem(input, each)) };
}

/** For how many days the oldest of some findings has been open. */
export function oldestDays({ reportingDate }: ComposeInput, findings: readonly Owned<Finding>[]) {
  return Math.max(0, ...findings.map(({ item }) => daysBetween(item.since, reportingDate)));
}

function findingItem(
  { reportingDate, period }: ComposeInput,
  { entity, item }: Owned<Finding>,
): ListItem {
  const days = daysBetween(item.since, reportingDate);
  // In a year's report what is half a year old is no news.
  const isNew = days === 0 || (isWithin(item.since, period) && days <= NEWS_DAYS);
  return {
    title: item.title,
    detail: item.evidence,
    tags: [
      item.severity,
      entity.name,
      ...(item.where === undefined ? [] : [item.where]),
      isNew ? "new" : `open ${plural(days, "day")}`,
    ],
    meaning: item.severity === "critical" || item.severity === "high" ? "bad" : "neutral",
  };
}

function allFindings(portfolio: Portfolio, select: FindingsOf): readonly Owned<Finding>[] {
  return collect(orderedEntities(portfolio), select);
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
