import type { Entity, Finding } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { shareOf } from "../formulas/share.ts";
import type { CloudBill } from "../parts/cloud.ts";
import { cloudLabel, cloudWords } from "../parts/cloud-section.ts";
import type { Owned } from "../parts/entities.ts";
import { countOf, movement } from "../parts/findings.ts";
import { NO_ENTITIES } from "../parts/frame.ts";
import { overdueWork, totalHours, type Work } from "../parts/remedies.ts";
import { sourcesOf } from "../parts/sources.ts";
import { vulnerabilityWords } from "../parts/technical.ts";
import { badIfAny, countIf, missing, money, range } from "../parts/values.ts";
import { hourWords, plural, sentence } from "../parts/wording.ts";
import type { Metric } from "../report.ts";

/** What the CTO report is made from. */
export interface CtoFacts {
  readonly entities: readonly Entity[];
  readonly vulnerabilities: readonly Owned<Finding>[];
  readonly delivery: readonly Owned<Finding>[];
  readonly ux: readonly Owned<Finding>[];
  /** All of the above. */
  readonly technical: readonly Owned<Finding>[];
  readonly bill: CloudBill;
  readonly roadmap: readonly Work[];
}

export function ctoHeadline(facts: CtoFacts, format: Formatter): string {
  if (facts.entities.length === 0) return NO_ENTITIES;
  return sentence(vulnerabilityWords(facts.vulnerabilities), cloudWords(facts.bill, format));
}

export function ctoMetrics(
  input: ComposeInput,
  facts: CtoFacts,
  format: Formatter,
): readonly Metric[] {
  return [
    vulnerabilities(input, facts),
    roadmapPoints(facts, format),
    cloudCost(facts),
    cloudSavings(facts, format),
    otherGaps(facts),
  ];
}

function vulnerabilities(input: ComposeInput, { entities, vulnerabilities }: CtoFacts): Metric {
  const moved = movement(input, (entity) => entity.vulnerabilities);
  const critical = countOf(vulnerabilities, "critical");
  return {
    id: "open-vulnerabilities",
    label: "Open vulnerabilities",
    value: countIf(entities.length > 0, vulnerabilities.length),
    meaning: badIfAny(vulnerabilities.length),
    note: vulnerabilities.length === 0 ? moved : `${critical} critical; ${moved}`,
    sources: sourcesOf(vulnerabilities.map(({ item }) => item)),
  };
}

function roadmapPoints({ entities, roadmap }: CtoFacts, format: Formatter): Metric {
  const late = overdueWork(roadmap).length;
  return {
    id: "roadmap-points",
    label: "Roadmap points",
    value: countIf(entities.length > 0, roadmap.length),
    meaning: late > 0 ? "bad" : "neutral",
    note: `${hourWords(totalHours(roadmap), format)} of work; ${late} overdue`,
    sources: sourcesOf(roadmap.map(({ remedy }) => remedy)),
  };
}

function cloudCost({ bill }: CtoFacts): Metric {
  const entities = new Set(bill.lines.map(({ entity }) => entity)).size;
  const payers = plural(entities, "entity", "entities");
  return {
    id: "cloud-cost",
    label: `${cloudLabel(bill)} a month`,
    value: range(bill.total),
    meaning: "neutral",
    note: `${plural(bill.services.length, "service")} at ${payers}`,
    sources: sourcesOf(bill.lines.map(({ item }) => item)),
  };
}

function cloudSavings({ bill }: CtoFacts, format: Formatter): Metric {
  const { total, saves } = bill;
  const middle = total === undefined ? 0 : (total.low + total.high) / 2;
  const share = shareOf(saves, middle);
  return {
    id: "cloud-savings",
    label: "Identified savings a month",
    value: total === undefined ? missing : money(saves),
    meaning: saves > 0 ? "good" : "neutral",
    note:
      share.kind === "missing"
        ? "no cost is on record"
        : `${format.value(share)} of the middle of that range`,
    sources: sourcesOf(bill.lines.flatMap(({ item }) => item.saving ?? [])),
  };
}

function otherGaps({ entities, ux, delivery }: CtoFacts): Metric {
  const gaps = [...ux, ...delivery];
  return {
    id: "ux-delivery-gaps",
    label: "UX and delivery gaps",
    value: countIf(entities.length > 0, gaps.length),
    meaning: badIfAny(gaps.length),
    note: `${ux.length} in what visitors see, ${delivery.length} in how it is released`,
    sources: sourcesOf(gaps.map(({ item }) => item)),
  };
}
