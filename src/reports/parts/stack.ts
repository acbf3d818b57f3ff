import type { Entity, Finding, StackLayer } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { riskPoints, SEVERITY_POINTS } from "../formulas/severity.ts";
import type { Block, MissingFact, Row, Section } from "../report.ts";
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
  format: Formatter,
): Section {
  const audited = entities.some(({ stack }) => stack.length > 0);
  const domains = entities
    .map((entity) => domainOf(entity, technical))
    .filter(({ layers, risk }) => audited && (layers.length > 0 || risk > 0))
    .toSorted((one, other) => other.risk - one.risk);
  if (domains.length === 0) {
    const text = "Describe what each entity runs on under stack in its file.";
    return { heading: "No stack has been audited", blocks: [{ kind: "text", text }] };
  }
  return {
    heading: stackHeading(domains, format),
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
          ...["Keep", "Fix", "Replace", "Risk"].map((label) => ({ label, align: "end" }) as const),
        ],
        rows: domains.map(({ entity, ...domain }) => stackRow(entity.name, [domain])),
        total: stackRow("Total", domains).cells,
      },
      ...workBlocks(domains),
    ],
  };
}

/** Entities whose stack nobody has described. */
export function missingStacks(entities: readonly Entity[]): readonly MissingFact[] {
  return entities
    .filter(({ stack }) => stack.length === 0)
    .map((entity) => ({
      what: `Stack of ${entity.name}`,
      from: "an audit of what it runs on",
      where: whereFrom(entity, "stack"),
    }));
}

function domainOf(entity: Entity, technical: readonly Owned<Finding>[]): Domain {
  const findings = technical.filter((each) => each.entity === entity).map(({ item }) => item);
  return { entity, layers: entity.stack, findings, risk: riskPoints(findings) };
}

/** `JADA carries 36% of the technical risk (27 of 75 points)` */
function stackHeading(domains: readonly Domain[], format: Formatter): string {
  const whole = domains.reduce((sum, { risk }) => sum + risk, 0);
  const [first, second] = domains;
  if (first === undefined || whole === 0) {
    return `No technical risk is on record for ${plural(domains.length, "domain")}`;
  }
  if (first.risk === second?.risk) {
    const equal = domains.filter(({ risk }) => risk === first.risk).length;
    return `${equal} domains carry the most risk, ${first.risk} of ${whole} points each`;
  }
  const points = `${first.risk} of ${whole} points`;
  return first.risk === whole
    ? `${first.entity.name} carries all of the technical risk (${points})`
    : `${first.entity.name} carries ${format.ratio(first.risk / whole)} of the technical risk (${points})`;
}

function stackRow(label: string, domains: readonly Omit<Domain, "entity">[]): Row {
  const layers = domains.flatMap((domain) => domain.layers);
  const findings = domains.flatMap((domain) => domain.findings);
  const verdicts = (["keep", "fix", "replace"] as const).map((verdict) =>
    count(layers.filter((layer) => layer.verdict === verdict).length),
  );
  return { cells: [text(label), ...verdicts, count(riskPoints(findings))] };
}

/** What to replace and why; what to fix by name, since its findings stand above. What to keep is only counted. */
function workBlocks(domains: readonly Domain[]): readonly Block[] {
  const layers = (verdict: StackLayer["verdict"]) =>
    domains.flatMap(({ entity, layers }) =>
      layers.filter((layer) => layer.verdict === verdict).map((layer) => ({ entity, layer })),
    );
  const items = layers("replace").map(({ entity, layer }) => ({
    title: `Replace: ${layer.layer}, ${entity.name}`,
    detail: `${layer.technology}. ${layer.note}.`,
  }));
  const fix = layers("fix").map(({ entity, layer }) => `${layer.layer} (${entity.name})`);
  return [
    ...(items.length === 0 ? [] : [{ kind: "list" as const, ranked: false, items }]),
    ...(fix.length === 0 ? [] : [{ kind: "text" as const, text: `Fix: ${fix.join("; ")}.` }]),
  ];
}
