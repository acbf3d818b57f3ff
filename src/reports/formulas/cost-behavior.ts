import type { Account, CostBehavior } from "../../portfolio/ledger.ts";

/**
 * How the cost in an account behaves: as the chart says, else operating expense is fixed and cost of sales variable.
 *
 * Source: Garrison, Noreen and Brewer, Managerial Accounting, cost behaviour: fixed cost stays the same in total
 * within the relevant range of activity, variable cost changes with it.
 *
 * @returns undefined for accounts that hold no cost.
 * @example costBehavior({ type: "cost_of_sales", behavior: "fixed" }) // "fixed"
 */
export function costBehavior({
  type,
  behavior,
}: Pick<Account, "type" | "behavior">): CostBehavior | undefined {
  if (type === "operating_expense") return behavior ?? "fixed";
  return type === "cost_of_sales" ? (behavior ?? "variable") : undefined;
}
