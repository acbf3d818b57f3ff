import type { Kpi } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { MissingFact, Row, Section, Value } from "../report.ts";
import type { Owned } from "./entities.ts";
import { whereFrom } from "./sources.ts";
import { toldApart } from "./told-apart.ts";
import { count, missing, money, text } from "./values.ts";
import { heading, plural } from "./wording.ts";

/** A KPI that nobody has a figure for. */
export function isMissing({ item }: Owned<Kpi>): boolean {
  return item.value === undefined;
}

/** `9 of 14 KPIs have no figure` */
function kpiWords(kpis: readonly Owned<Kpi>[]): string {
  const blind = kpis.filter(isMissing).length;
  if (kpis.length === 0) return "no KPI is defined";
  if (blind === 0) return kpis.length === 1 ? "the one KPI has a figure" : "every KPI has a figure";
  return `${blind} of ${plural(kpis.length, "KPI")} ${blind === 1 ? "has" : "have"} no figure`;
}

/** All KPIs, those without a figure first. */
export function kpiSection(
  { portfolio, period }: ComposeInput,
  kpis: readonly Owned<Kpi>[],
): Section {
  const finding = heading(kpiWords(kpis));
  if (kpis.length === 0) {
    const text = "List what each entity should be steered by under kpis in its file.";
    return { heading: finding, blocks: [{ kind: "text", text }] };
  }
  const known = kpis.filter((kpi) => !isMissing(kpi));
  return {
    heading: finding,
    blocks: [
      {
        kind: "table",
        title: { who: portfolio.settings.name, what: "KPIs against target", when: period.label },
        columns: [
          { label: "KPI", align: "start" },
          { label: "Entity", align: "start" },
          { label: "Figure", align: "end" },
          { label: "Target", align: "end" },
        ],
        rows: [...kpis.filter(isMissing), ...known].map(kpiRow),
      },
    ],
  };
}

/** What the files would have to say. */
export function missingKpis(kpis: readonly Owned<Kpi>[]): readonly MissingFact[] {
  return kpis.filter(isMissing).map(({ entity, item }) => ({
    what: `${item.name}, ${entity.name}`,
    from: item.comesFrom,
    where: whereFrom(item, "value"),
  }));
}

function kpiRow(kpi: Owned<Kpi>): Row {
  const { entity, item } = kpi;
  const cells = [
    text(kpiLabel(item)),
    text(entity.name),
    ...toldApart(figure(item, item.value), figure(item, item.target)),
  ];
  return isMissing(kpi) ? { cells, meaning: "bad" } : { cells };
}

/** The name, with the unit unless the name says it: `Jobs completed a month`, `Response time, hours`. */
function kpiLabel({ name, unit }: Kpi): string {
  const said = unit === undefined || name.toLowerCase().includes(unit.toLowerCase());
  return said ? name : `${name}, ${unit}`;
}

function figure({ kind }: Kpi, value: number | undefined): Value {
  if (value === undefined) return missing;
  if (kind === "money") return money(value);
  if (kind === "ratio") return { kind: "ratio", value };
  return count(value);
}
