import {
  type Finding,
  type IsoDate,
  type Portfolio,
  SEVERITIES,
} from "../../portfolio/portfolio.ts";
import { todayOf } from "../../portfolio/today.ts";
import type { ComposeInput } from "../../reports/definition.ts";
import { collect, orderedEntities } from "../../reports/parts/entities.ts";
import { stepsOf } from "../../reports/parts/milestones.ts";
import { openWork, overdueWork } from "../../reports/parts/remedies.ts";
import { listing } from "../../reports/parts/wording.ts";
import { periodFor } from "../../reports/period.ts";
import type { Overdue, OverdueItem } from "../digest.ts";

/**
 * Actions and milestones that were due before the day, with the shortfalls that stay open until they are done. What
 * keeps critical ones open comes first, then what is latest.
 *
 * @param since What fell due on this day or later is new.
 */
export function overdueItems(portfolio: Portfolio, now: Date, since: IsoDate): Overdue {
  const on = todayOf(portfolio.settings, now);
  const period = periodFor(on, portfolio.settings.locale, on);
  const input = { portfolio, reportingDate: on, period };
  const items = [...remediesOf(input), ...milestonesOf(input)];
  const ranked = items.toSorted(
    (one, other) =>
      other.critical - one.critical ||
      other.item.days - one.item.days ||
      (one.item.title < other.item.title ? -1 : 1),
  );
  return {
    on,
    newly: items.filter(({ item }) => item.due >= since).length,
    items: ranked.map(({ item }) => item),
  };
}

interface Ranked {
  readonly item: OverdueItem;
  readonly critical: number;
}

function remediesOf(input: ComposeInput): readonly Ranked[] {
  const work = openWork(
    input,
    ({ agenda, roadmap }) => [...agenda, ...roadmap],
    () => 0,
  );
  return overdueWork(work).map(({ entity, remedy, overdueDays: days, closes }) => ({
    critical: closes.filter(({ severity }) => severity === "critical").length,
    item: {
      title: remedy.title,
      owner: `${remedy.owner}, ${entity.name}`,
      due: remedy.due,
      days,
      keepsOpen: keepsOpen(closes),
    },
  }));
}

function milestonesOf(input: ComposeInput): readonly Ranked[] {
  const roadmaps = collect(orderedEntities(input.portfolio), ({ roadmaps }) => roadmaps);
  return stepsOf(input, roadmaps)
    .filter((step) => step.overdueDays > 0)
    .map(({ entity, item: { title, owner, due }, overdueDays: days }) => ({
      critical: 0,
      item: { title, owner: `${owner}, ${entity.name}`, due, days, keepsOpen: "" },
    }));
}

/** `keeps 1 critical and 2 high findings open`; empty if it closes none. */
function keepsOpen(findings: readonly Finding[]): string {
  const words = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  if (words.length === 0) return "";
  return `keeps ${listing(words)} ${findings.length === 1 ? "finding" : "findings"} open`;
}
