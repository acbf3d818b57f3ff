import type { CloudService, Entity, MoneyRange } from "../../portfolio/portfolio.ts";
import { identifiedSavings, savingOn } from "../formulas/identified-savings.ts";
import { sumRanges } from "../formulas/money-range.ts";
import type { MissingFact } from "../report.ts";
import { collect, type Owned } from "./entities.ts";
import { whereFrom } from "./sources.ts";

/** One kind of service, over all entities that pay for it. */
export interface ServiceCost {
  readonly name: string;
  readonly monthly: MoneyRange;
  readonly saves: number;
}

/** The cloud bill of the whole portfolio, a month, in minor units. */
export interface CloudBill {
  /** e.g. `AWS`; undefined for none or several. */
  readonly provider: string | undefined;
  readonly lines: readonly Owned<CloudService>[];
  /** The most expensive first. */
  readonly services: readonly ServiceCost[];
  /** Undefined while no service is on record. */
  readonly total: MoneyRange | undefined;
  readonly saves: number;
}

export function cloudBill(entities: readonly Entity[]): CloudBill {
  const lines = collect(entities, ({ cloud }) => cloud?.services ?? []);
  const providers = new Set(
    entities.flatMap(({ cloud }) => (cloud?.services.length ? [cloud.provider] : [])),
  );
  const [first] = providers;
  return {
    provider: providers.size === 1 ? first : undefined,
    lines,
    services: byService(lines),
    total: sumRanges(lines.map(({ item }) => item.monthly)),
    saves: identifiedSavings(lines.map(({ item }) => item)),
  };
}

/** Entities whose cloud costs nobody has written down. */
export function missingCloud(entities: readonly Entity[]): readonly MissingFact[] {
  return entities
    .filter(({ cloud }) => cloud === undefined || cloud.services.length === 0)
    .map((entity) => ({
      what: `Cloud cost of ${entity.name}`,
      from: "its cloud bill",
      where: whereFrom(entity, "cloud.services"),
    }));
}

function byService(lines: readonly Owned<CloudService>[]): readonly ServiceCost[] {
  const names = [...new Set(lines.map(({ item }) => item.name))];
  const services = names.map((name) => {
    const same = lines.filter(({ item }) => item.name === name);
    return {
      name,
      monthly: sumRanges(same.map(({ item }) => item.monthly)) ?? { low: 0, high: 0 },
      saves: same.reduce((sum, { item }) => sum + savingOn(item), 0),
    };
  });
  return services.sort(
    (one, other) =>
      other.monthly.high - one.monthly.high ||
      other.monthly.low - one.monthly.low ||
      (one.name < other.name ? -1 : 1),
  );
}
