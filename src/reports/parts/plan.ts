import type { PlanMonth } from "../../portfolio/business.ts";
import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { Entity } from "../../portfolio/portfolio.ts";

/** What all entities together plan for a month. */
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
