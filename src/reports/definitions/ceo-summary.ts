import type { Entity, Finding, Kpi } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { type Agenda, agendaImpact, unestimated } from "../parts/agenda.ts";
import type { Owned } from "../parts/entities.ts";
import { movement } from "../parts/findings.ts";
import { NO_ENTITIES } from "../parts/frame.ts";
import { isMissing } from "../parts/kpis.ts";
import { overdueWork, totalHours } from "../parts/remedies.ts";
import { shortfallWords } from "../parts/shortfalls.ts";
import { sourcesOf } from "../parts/sources.ts";
import { badIfAny, countIf, range } from "../parts/values.ts";
import { hourWords, plural, pluralIs, sentence } from "../parts/wording.ts";
import type { Metric } from "../report.ts";

/** What the first screen of the CEO report is made from. */
export interface CeoFacts {
  readonly entities: readonly Entity[];
  readonly shortfalls: readonly Owned<Finding>[];
  readonly kpis: readonly Owned<Kpi>[];
  readonly agenda: Agenda;
}

export function ceoHeadline(facts: CeoFacts, format: Formatter): string {
  if (facts.entities.length === 0) return NO_ENTITIES;
  return sentence(shortfallWords(facts.shortfalls), agendaWords(facts.agenda, format));
}

function agendaWords({ days, work }: Agenda, format: Formatter): string {
  if (work.length === 0) return `nothing is on the ${days}-day agenda`;
  const impact = agendaImpact(work);
  const brings = impact
    ? `would bring ${format.moneyRange(impact.low, impact.high)} a month`
    : "has no estimate yet";
  const late = overdueWork(work).length;
  const items = `${late} of its ${plural(work.length, "item")}`;
  const overdue = late === 0 ? "" : `, and ${items} ${late === 1 ? "is" : "are"} overdue`;
  return `the ${days}-day agenda ${brings}${overdue}`;
}

export function ceoMetrics(
  input: ComposeInput,
  facts: CeoFacts,
  format: Formatter,
): readonly Metric[] {
  return [
    criticalShortfalls(input, facts),
    agendaValue(facts, format),
    overdue(facts),
    missingFigures(facts),
    assets(facts),
  ];
}

function criticalShortfalls(input: ComposeInput, { entities, shortfalls }: CeoFacts): Metric {
  const critical = shortfalls.filter(({ item }) => item.severity === "critical");
  const all = plural(shortfalls.length, "open shortfall");
  return {
    id: "critical-shortfalls",
    label: "Critical shortfalls",
    value: countIf(entities.length > 0, critical.length),
    meaning: badIfAny(critical.length),
    note: `of ${all}; ${movement(input, (entity) => entity.shortfalls)}`,
    sources: sourcesOf(critical.map(({ item }) => item)),
  };
}

function agendaValue({ agenda }: CeoFacts, format: Formatter): Metric {
  const blind = unestimated(agenda).length;
  const hours = `for ${hourWords(totalHours(agenda.work), format)} of work`;
  const note = blind === 0 ? hours : `${hours}; ${pluralIs(blind, "item")} not estimated`;
  return {
    id: "agenda-value",
    label: `${agenda.days}-day agenda, a month`,
    value: range(agendaImpact(agenda.work)),
    meaning: "good",
    note: agenda.work.length === 0 ? "nothing is on it" : note,
    sources: sourcesOf(agenda.work.map(({ remedy }) => remedy)),
  };
}

function overdue({ entities, agenda }: CeoFacts): Metric {
  const late = overdueWork(agenda.work);
  const longest = late[0]?.overdueDays;
  const whole = `of ${plural(agenda.work.length, "agenda item")}`;
  return {
    id: "overdue-actions",
    label: "Overdue actions",
    value: countIf(entities.length > 0, late.length),
    meaning: badIfAny(late.length),
    note: longest === undefined ? whole : `${whole}; the oldest by ${plural(longest, "day")}`,
    sources: sourcesOf(late.map(({ remedy }) => remedy)),
  };
}

function missingFigures({ kpis }: CeoFacts): Metric {
  const blind = kpis.filter(isMissing);
  return {
    id: "missing-kpis",
    label: "Missing KPIs",
    value: countIf(kpis.length > 0, blind.length),
    meaning: kpis.length === 0 ? "neutral" : badIfAny(blind.length),
    note:
      kpis.length === 0 ? "no KPI is defined" : `of ${kpis.length} that should steer the entities`,
    sources: sourcesOf(blind.map(({ item }) => item)),
  };
}

function assets({ entities }: CeoFacts): Metric {
  const operating = entities.filter(({ kind }) => kind === "operating");
  const owned = operating.flatMap(({ assets }) => assets);
  const idle = owned.filter(({ state }) => state === "idle").length;
  const across = plural(operating.length, "operating entity", "operating entities");
  return {
    id: "assets",
    label: "Assets",
    value: countIf(owned.length > 0, owned.length),
    meaning: "neutral",
    note: owned.length === 0 ? "none is on record" : `across ${across}; ${idle} idle`,
    sources: sourcesOf(owned),
  };
}
