import type { Entity, Finding } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { shareOf } from "../formulas/share.ts";
import type { CloudBill } from "../parts/cloud.ts";
import { cloudLabel, cloudWords } from "../parts/cloud-section.ts";
import type { Owned } from "../parts/entities.ts";
import { countOf, movement } from "../parts/findings.ts";
import { NO_ENTITIES, NO_ENTITY } from "../parts/frame.ts";
import { settleMeanings } from "../parts/metrics.ts";
import { overdueWork, totalHours, type Work } from "../parts/remedies.ts";
import { sourcesOf, sourcesOrFiles } from "../parts/sources.ts";
import { badIfAny, countIf, missing, money, range } from "../parts/values.ts";
import { hourWords, partWords, plural, sentence } from "../parts/wording.ts";
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
  const open = facts.vulnerabilities;
  const noun = ["open vulnerability", "open vulnerabilities"] as const;
  return sentence(
    partWords(countOf(open, "critical"), open.length, "critical", noun) ||
      "no open vulnerability is on record",
    cloudWords(facts.bill, format),
  );
}

export function ctoMetrics(
  input: ComposeInput,
  facts: CtoFacts,
  format: Formatter,
): readonly Metric[] {
  return settleMeanings([
    vulnerabilities(input, facts),
    roadmapPoints(facts, format),
    cloudCost(facts),
    cloudSavings(facts, format),
    otherGaps(input, facts),
  ]);
}

function vulnerabilities(input: ComposeInput, { entities, vulnerabilities }: CtoFacts): Metric {
  const change = movement(input, (entity) => entity.vulnerabilities);
  const critical = countOf(vulnerabilities, "critical");
  const open = vulnerabilities.length === 0 ? "none is open" : `${critical} critical`;
  return {
    id: "open-vulnerabilities",
    label: "Open vulnerabilities",
    value: countIf(entities.length > 0, vulnerabilities.length),
    meaning: badIfAny(vulnerabilities.length),
    ...(entities.length > 0 && { change }),
    note: entities.length === 0 ? NO_ENTITY : open,
    sources: sourcesOrFiles(
      vulnerabilities.map(({ item }) => item),
      entities,
    ),
  };
}

function roadmapPoints({ entities, roadmap }: CtoFacts, format: Formatter): Metric {
  const late = overdueWork(roadmap).length;
  const left = `${hourWords(totalHours(roadmap), format)} of work; ${late} overdue`;
  return {
    id: "roadmap-points",
    label: "Roadmap points",
    value: countIf(entities.length > 0, roadmap.length),
    meaning: late > 0 ? "bad" : "neutral",
    note: entities.length === 0 ? NO_ENTITY : roadmap.length === 0 ? "nothing is planned" : left,
    sources: sourcesOrFiles(
      roadmap.map(({ remedy }) => remedy),
      entities,
    ),
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
    note:
      bill.total === undefined ? NO_COST : `${plural(bill.services.length, "service")}, ${payers}`,
    sources: sourcesOf(bill.lines.map(({ item }) => item)),
  };
}

function cloudSavings({ bill }: CtoFacts, format: Formatter): Metric {
  const { total, saves } = bill;
  const middle = total === undefined ? 0 : Math.round((total.low + total.high) / 2);
  const share = shareOf(saves, middle);
  const part = `${format.value(share)} of the ${format.money(middle)} midpoint`;
  return {
    id: "cloud-savings",
    label: "Savings found a month",
    value: total === undefined ? missing : money(saves),
    meaning: saves > 0 ? "good" : "neutral",
    note: share.kind === "missing" ? NO_COST : saves === 0 ? "none is identified" : part,
    // The share is of the whole bill, so the whole bill is its source.
    sources: sourcesOf(
      bill.lines.flatMap(({ item }) => (item.saving === undefined ? [item] : [item, item.saving])),
    ),
  };
}

function otherGaps(input: ComposeInput, { entities, ux, delivery }: CtoFacts): Metric {
  const change = movement(input, (entity) => [...entity.uxShortfalls, ...entity.deliveryGaps]);
  const gaps = [...ux, ...delivery];
  const parts = `${ux.length} UX, ${delivery.length} delivery`;
  return {
    id: "ux-delivery-gaps",
    label: "UX and delivery gaps",
    value: countIf(entities.length > 0, gaps.length),
    meaning: badIfAny(gaps.length),
    ...(entities.length > 0 && { change }),
    note: entities.length === 0 ? NO_ENTITY : gaps.length === 0 ? "none is open" : parts,
    sources: sourcesOrFiles(
      gaps.map(({ item }) => item),
      entities,
    ),
  };
}

const NO_COST = "no cost is on record";
