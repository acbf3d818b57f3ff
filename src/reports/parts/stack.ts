import type { Entity, Finding, StackLayer } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import { riskPoints, SEVERITY_POINTS } from "../formulas/severity.ts";
import type { ListItem, MissingFact, Row, Section } from "../report.ts";
import type { Owned } from "./entities.ts";
import { whereFrom } from "./sources.ts";
import { count, text } from "./values.ts";
import { plural } from "./wording.ts";

const pointWords = Object.entries(SEVERITY_POINTS)
  .map(([severity, points]) => `${severity} ${points}`)
  .join(", ");

interface Domain {
  readonly entity: Entity;
  readonly layers: readonly StackLayer[];
  readonly findings: readonly Finding[];
  readonly risk: number;
}

/** The audit of each domain's stack, the riskiest first. */
export function stackSection(
  input: ComposeInput,
  entities: readonly Entity[],
  technical: readonly Owned<Finding>[],
): Section {
  const domains = entities
    .filter(({ stack }) => stack.length > 0)
    .map((entity) => domainOf(entity, technical))
    .toSorted((one, other) => other.risk - one.risk);
  if (domains.length === 0) {
    const text = "Describe what each entity runs on under stack in its file.";
    return { heading: "No stack has been audited", blocks: [{ kind: "text", text }] };
  }
  return {
    heading: stackHeading(domains),
    blocks: [
      {
        kind: "table",
        title: {
          who: input.portfolio.settings.name,
          what: `Layers by verdict; risk in points (${pointWords})`,
          when: input.period.label,
        },
        columns: [
          { label: "Domain", align: "start" },
          ...["Keep", "Fix", "Replace", "Open findings", "Risk"].map(
            (label) => ({ label, align: "end" }) as const,
          ),
        ],
        rows: domains.map(({ entity, ...domain }) => stackRow(entity.name, [domain])),
        total: stackRow("Total", domains).cells,
      },
      { kind: "list", ranked: false, items: domains.map(domainItem) },
    ],
  };
}

/** Entities whose stack nobody has described. */
export function missingStacks(entities: readonly Entity[]): readonly MissingFact[] {
  return entities
    .filter(({ stack }) => stack.length === 0)
    .map((entity) => ({ what: `Stack of ${entity.name}`, where: whereFrom(entity, "stack") }));
}

function domainOf(entity: Entity, technical: readonly Owned<Finding>[]): Domain {
  const findings = technical.filter((each) => each.entity === entity).map(({ item }) => item);
  return { entity, layers: entity.stack, findings, risk: riskPoints(findings) };
}

function stackHeading(domains: readonly Domain[]): string {
  const layers = domains.flatMap((domain) => domain.layers);
  const work = needingWork(layers).length;
  const [first, second] = domains;
  const whole = `${plural(layers.length, "layer")} in ${plural(domains.length, "domain")}`;
  const state =
    work === 0
      ? `All is well with ${whole}`
      : `${work} of ${whole} ${work === 1 ? "needs" : "need"} fixing or replacing`;
  const leads = first && first.risk > (second?.risk ?? 0);
  return leads ? `${state}; ${first.entity.name} carries the most risk` : state;
}

function stackRow(label: string, domains: readonly Omit<Domain, "entity">[]): Row {
  const layers = domains.flatMap((domain) => domain.layers);
  const findings = domains.flatMap((domain) => domain.findings);
  const verdicts = (["keep", "fix", "replace"] as const).map((verdict) =>
    count(layers.filter((layer) => layer.verdict === verdict).length),
  );
  return { cells: [text(label), ...verdicts, count(findings.length), count(riskPoints(findings))] };
}

function domainItem({ entity, layers }: Domain): ListItem {
  const work = needingWork(layers).length;
  const described = layers.map(
    ({ layer, technology, verdict, note }) => `${layer}: ${technology}, ${verdict}. ${note}.`,
  );
  return {
    title: entity.name,
    detail: described.join(" "),
    tags: [work === 0 ? "keep as it is" : `${work} of ${layers.length} to fix or replace`],
    meaning: work === 0 ? "good" : "neutral",
  };
}

function needingWork(layers: readonly StackLayer[]): readonly StackLayer[] {
  return layers.filter(({ verdict }) => verdict !== "keep");
}
