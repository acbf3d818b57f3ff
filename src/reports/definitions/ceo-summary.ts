import type { Entity, Finding, Kpi } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { type Agenda, agendaImpact, unestimated } from "../parts/agenda.ts";
import { assetHolders } from "../parts/assets.ts";
import type { Owned } from "../parts/entities.ts";
import { movement } from "../parts/findings.ts";
import { NO_ENTITY } from "../parts/frame.ts";
import { isMissing } from "../parts/kpis.ts";
import { settleMeanings } from "../parts/metrics.ts";
import { overdueWork, totalHours } from "../parts/remedies.ts";
import { sourcesOf, sourcesOrFiles } from "../parts/sources.ts";
import { badIfAny, countIf, range } from "../parts/values.ts";
import { hourWords, plural, pluralIs } from "../parts/wording.ts";
import type { Metric } from "../report.ts";

/** What the first screen of the CEO report is made from. */
export interface CeoFacts {
  readonly entities: readonly Entity[];
  readonly shortfalls: readonly Owned<Finding>[];
  readonly kpis: readonly Owned<Kpi>[];
  readonly agenda: Agenda;
}

export function ceoMetrics(
  input: ComposeInput,
  facts: CeoFacts,
  format: Formatter,
): readonly Metric[] {
  return settleMeanings([
    criticalShortfalls(input, facts),
    agendaValue(facts, format),
    overdue(facts),
    missingFigures(facts),
    assets(facts),
  ]);
}

function criticalShortfalls(input: ComposeInput, { entities, shortfalls }: CeoFacts): Metric {
  const critical = shortfalls.filter(({ item }) => item.severity === "critical");
  const change = movement(input, (entity) =>
    entity.shortfalls.filter(({ severity }) => severity === "critical"),
  );
  const open = shortfalls.length === 0 ? "none is open" : `of ${shortfalls.length} open`;
  return {
    id: "critical-shortfalls",
    label: "Critical shortfalls",
    value: countIf(entities.length > 0, critical.length),
    meaning: badIfAny(critical.length),
    ...(entities.length > 0 && { change }),
    note: entities.length === 0 ? NO_ENTITY : open,
    sources: sourcesOrFiles(
      shortfalls.map(({ item }) => item),
      entities,
    ),
  };
}

function agendaValue({ agenda }: CeoFacts, format: Formatter): Metric {
  const blind = unestimated(agenda).length;
  const hours = `${hourWords(totalHours(agenda.work), format)} of work`;
  const note = blind === 0 ? hours : `${hours}; ${pluralIs(blind, "item")} not estimated`;
  return {
    id: "agenda-value",
    label: "Agenda value a month",
    value: range(agendaImpact(agenda.work)),
    meaning: "good",
    note: agenda.work.length === 0 ? "nothing is on it" : note,
    sources: sourcesOf(agenda.work.map(({ remedy }) => remedy)),
  };
}

function overdue({ entities, agenda: { work } }: CeoFacts): Metric {
  const late = overdueWork(work);
  const longest = late[0]?.overdueDays;
  const whole = work.length === 0 ? "nothing is due" : `of ${plural(work.length, "agenda item")}`;
  const note = longest === undefined ? whole : `${whole}; the oldest by ${plural(longest, "day")}`;
  return {
    id: "overdue-actions",
    label: "Overdue actions",
    value: countIf(entities.length > 0, late.length),
    meaning: late.length === 0 && work.length > 0 ? "good" : badIfAny(late.length),
    note: entities.length === 0 ? NO_ENTITY : note,
    sources: sourcesOrFiles(
      work.map(({ remedy }) => remedy),
      entities,
    ),
  };
}

function missingFigures({ kpis }: CeoFacts): Metric {
  const blind = kpis.filter(isMissing);
  return {
    id: "missing-kpis",
    label: "Missing KPIs",
    value: countIf(kpis.length > 0, blind.length),
    meaning: blind.length === 0 ? "good" : "bad",
    note: kpis.length === 0 ? "no KPI is defined" : `of ${kpis.length} defined`,
    sources: sourcesOf(kpis.map(({ item }) => item)),
  };
}

function assets({ entities }: CeoFacts): Metric {
  const holders = assetHolders(entities);
  const owned = holders.flatMap(({ assets }) => assets);
  const idle = owned.filter(({ state }) => state === "idle").length;
  const kind = holders.every((entity) => entity.kind === "operating") ? "operating " : "";
  const across = plural(holders.length, `${kind}entity`, `${kind}entities`);
  return {
    id: "assets",
    label: "Assets",
    value: countIf(owned.length > 0, owned.length),
    meaning: "neutral",
    note: owned.length === 0 ? "none is on record" : `across ${across}; ${idle} idle`,
    sources: sourcesOf(owned),
  };
}
