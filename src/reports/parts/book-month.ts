import type { Account, IsoMonth, Ledger, LedgerCell } from "../../portfolio/ledger.ts";
import type { IsoDate } from "../../portfolio/portfolio.ts";
import type { MonthlyResult } from "../formulas/burn.ts";
import { costBehavior } from "../formulas/cost-behavior.ts";
import { isFullMonth, lastDayOf } from "../formulas/months.ts";

/** What the ledger says of some months, in minor units; costs are positive. */
export interface BookResult extends MonthlyResult {
  /** Cost in accounts whose behaviour is fixed, be it operating expense or cost of sales. */
  readonly fixedCosts: number;
  /** Cost of sales that is not among the fixed costs. */
  readonly variableCostOfSales: number;
}

/** One month of the ledger. */
export interface BookMonth extends BookResult {
  readonly month: IsoMonth;
  readonly cells: readonly LedgerCell[];
  /** Whether it is over and the ledger holds all of it; see `isFullMonth`. */
  readonly isFull: boolean;
}

/**
 * The months that have postings, the oldest first. Postings in accounts that the chart does not know are in no sum.
 *
 * A month that is not over is never full: quiet days forgive days without a posting, not days that have not come.
 */
export function bookMonths(
  { cells, accounts, from, to }: Ledger,
  reportingDate: IsoDate,
): readonly BookMonth[] {
  const known = new Map(accounts.map((account) => [account.id, account]));
  return [...groupByMonth(cells)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([month, mine]) => ({
      month,
      cells: mine,
      ...resultOf(mine, known),
      isFull: lastDayOf(month) <= reportingDate && isFullMonth(month, { from, to }),
    }));
}

/** Adds results up. */
export function sumResults(results: readonly BookResult[]): BookResult {
  const sum = (figure: keyof BookResult) =>
    results.reduce((total, result) => total + result[figure], 0);
  return {
    revenue: sum("revenue"),
    costOfSales: sum("costOfSales"),
    operatingExpense: sum("operatingExpense"),
    fixedCosts: sum("fixedCosts"),
    variableCostOfSales: sum("variableCostOfSales"),
  };
}

function groupByMonth(cells: readonly LedgerCell[]): ReadonlyMap<IsoMonth, readonly LedgerCell[]> {
  const groups = new Map<IsoMonth, LedgerCell[]>();
  for (const cell of cells) {
    const group = groups.get(cell.month);
    if (group) group.push(cell);
    else groups.set(cell.month, [cell]);
  }
  return groups;
}

function resultOf(
  cells: readonly LedgerCell[],
  accounts: ReadonlyMap<string, Account>,
): BookResult {
  const sum = (belongs: (account: Account) => boolean) =>
    cells.reduce((total, { account, minor }) => {
      const known = accounts.get(account);
      return known !== undefined && belongs(known) ? total + minor : total;
    }, 0);
  const isSales = ({ type }: Account) => type === "cost_of_sales";
  return {
    revenue: sum(({ type }) => type === "revenue"),
    costOfSales: 0 - sum(isSales),
    operatingExpense: 0 - sum(({ type }) => type === "operating_expense"),
    fixedCosts: 0 - sum((account) => costBehavior(account) === "fixed"),
    variableCostOfSales:
      0 - sum((account) => isSales(account) && costBehavior(account) === "variable"),
  };
}
