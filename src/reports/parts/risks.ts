import type { Risk } from "../../portfolio/business.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import type { Formatter } from "../format.ts";
import { riskExposure } from "../formulas/risk-exposure.ts";
import type { ListItem, Section } from "../report.ts";
import { collect, type Owned } from "./entities.ts";

/** What may happen, the heaviest first; ties in the order of entities and files. */
export function rankedRisks(entities: readonly Entity[]): readonly Owned<Risk>[] {
  return collect(entities, ({ risks }) => risks).toSorted(
    (one, other) => riskExposure(other.item) - riskExposure(one.item),
  );
}

/** What may happen and what is done about it; no section while nobody has named a risk. */
export function riskSections(risks: readonly Owned<Risk>[], format: Formatter): readonly Section[] {
  const [heaviest] = risks;
  if (heaviest === undefined) return [];
  const { title, impact } = heaviest.item;
  const cost = format.moneyRange(impact.low, impact.high);
  return [
    {
      heading: `The heaviest risk would cost ${cost}: "${title}"`,
      blocks: [{ kind: "list", ranked: true, items: risks.map((risk) => riskItem(risk, format)) }],
    },
  ];
}

function riskItem({ entity, item }: Owned<Risk>, format: Formatter): ListItem {
  const { title, likelihood, impact, owner, mitigation } = item;
  return {
    title,
    detail: mitigation,
    tags: [
      entity.name,
      owner,
      `${likelihood} likelihood`,
      format.moneyRange(impact.low, impact.high),
    ],
  };
}
