import type { PlanMonth } from "../../portfolio/business.ts";
import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { Entity } from "../../portfolio/portfolio.ts";

/** What all entities together plan. */
export interface Planned {
  /** Minor units. */
  readonly minor: number;
  readonly records: readonly PlanMonth[];
}

/**
 * The plan of a month over all entities.
 *
 * @returns undefined where no entity plans that figure: no plan is not a plan of zero.
 */
export function plannedFor(
  entities: readonly Entity[],
  month: IsoMonth,
  figure: "revenue" | "expense",
): Planned | undefined {
  const records = entities.flatMap(({ plan }) =>
    plan.filter((each) => each.month === month && each[figure] !== undefined),
  );
  if (records.length === 0) return undefined;
  return { minor: records.reduce((sum, record) => sum + (record[figure] ?? 0), 0), records };
}

/**
 * The plan of several months over all entities.
 *
 * @returns undefined unless every month has one: the sum of some months is no plan to hold all of them against.
 */
export function plannedOver(
  entities: readonly Entity[],
  months: readonly IsoMonth[],
  figure: "revenue" | "expense",
): Planned | undefined {
  const plans = months.flatMap((month) => plannedFor(entities, month, figure) ?? []);
  if (plans.length === 0 || plans.length < months.length) return undefined;
  return {
    minor: plans.reduce((sum, { minor }) => sum + minor, 0),
    records: plans.flatMap(({ records }) => records),
  };
}
