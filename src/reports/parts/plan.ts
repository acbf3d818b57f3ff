import type { PlanMonth } from "../../portfolio/business.ts";
import type { AccountType, IsoMonth, Ledger } from "../../portfolio/ledger.ts";
import type { Entity, Portfolio } from "../../portfolio/portfolio.ts";
import { wasClosedBefore } from "../formulas/closed-before.ts";
import { orderedEntities } from "./entities.ts";

/** What all entities together plan. */
export interface Planned {
  /** Minor units. */
  readonly minor: number;
  readonly records: readonly PlanMonth[];
}

export type PlanFigure = "revenue" | "expense";

/** What a figure is held against in the ledger. */
const ACTUAL: Readonly<Record<PlanFigure, AccountType>> = {
  revenue: "revenue",
  expense: "operating_expense",
};

/**
 * The plan of a month over all entities.
 *
 * @returns undefined where no entity plans that figure, as no plan is not a plan of zero; and where the plan of some is
 * missing, as the actuals of all are no match for the plan of a few.
 */
export function plannedFor(
  portfolio: Portfolio,
  month: IsoMonth,
  figure: PlanFigure,
): Planned | undefined {
  const records = orderedEntities(portfolio).flatMap((entity) =>
    planOf(entity, figure).filter((each) => each.month === month),
  );
  if (records.length === 0 || unplannedBy(portfolio, month, figure).length > 0) return undefined;
  return { minor: records.reduce((sum, record) => sum + (record[figure] ?? 0), 0), records };
}

/**
 * The plan of several months over all entities.
 *
 * @returns undefined unless every month has one: the sum of some months is no plan to hold all of them against.
 */
export function plannedOver(
  portfolio: Portfolio,
  months: readonly IsoMonth[],
  figure: PlanFigure,
): Planned | undefined {
  const plans = months.flatMap((month) => plannedFor(portfolio, month, figure) ?? []);
  if (plans.length === 0 || plans.length < months.length) return undefined;
  return {
    minor: plans.reduce((sum, { minor }) => sum + minor, 0),
    records: plans.flatMap(({ records }) => records),
  };
}

/**
 * Whose plan is missing in a month that others plan. An entity that never plans the figure is not missed, so that one
 * file may hold a common plan. Neither is one that plans only later and has not earned, or spent, anything yet, nor one
 * that was closed before the month began.
 */
export function unplannedBy(
  portfolio: Portfolio,
  month: IsoMonth,
  figure: PlanFigure,
): readonly Entity[] {
  const entities = orderedEntities(portfolio);
  const plans = (entity: Entity) => planOf(entity, figure).some((each) => each.month === month);
  if (!entities.some(plans)) return [];
  return entities.filter((entity) => {
    const others = planOf(entity, figure);
    const hasBegun =
      others.some((each) => each.month < month) ||
      hasPosted(portfolio.ledger, entity, month, ACTUAL[figure]);
    const needsNone = plans(entity) || wasClosedBefore(month, entity);
    return !needsNone && others.length > 0 && hasBegun;
  });
}

/** Whether some entities, but not all that should, plan a figure in one of some months. */
export function isPartlyPlanned(
  portfolio: Portfolio,
  months: readonly IsoMonth[],
  figure: PlanFigure,
): boolean {
  return months.some((month) => unplannedBy(portfolio, month, figure).length > 0);
}

function planOf({ plan }: Entity, figure: PlanFigure): readonly PlanMonth[] {
  return plan.filter((each) => each[figure] !== undefined);
}

function hasPosted(
  ledger: Ledger | undefined,
  { id }: Entity,
  month: IsoMonth,
  type: AccountType,
): boolean {
  const accounts = ledger?.accounts.filter((account) => account.type === type) ?? [];
  const ids = new Set(accounts.map((account) => account.id));
  return (ledger?.cells ?? []).some(
    (cell) => cell.month === month && cell.entity === id && ids.has(cell.account),
  );
}
