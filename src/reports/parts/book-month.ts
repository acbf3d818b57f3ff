import type { Account, IsoMonth, LedgerCell } from "../../portfolio/ledger.ts";
import type { Entity, IsoDate, Portfolio } from "../../portfolio/portfolio.ts";
import type { MonthlyResult } from "../formulas/burn.ts";
import { costBehavior } from "../formulas/cost-behavior.ts";
import { lackingEntities } from "../formulas/lacking-entities.ts";
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
  /** Whether it is over and the ledger holds all of it, of every entity; see `isFullMonth` and `lackingEntities`. */
  readonly isFull: boolean;
  /** Whose postings are all that a month that is over lacks. */
  readonly lacking: readonly Entity[];
}

/**
 * The months that have postings, the oldest first. Postings in accounts that the chart does not know are in no sum.
 *
 * A month that is not over is never full: quiet days forgive days without a posting, not days that have not come.
 */
export function bookMonths(
  { ledger, entities }: Pick<Portfolio, "ledger" | "entities">,
  reportingDate: IsoDate,
): readonly BookMonth[] {
  if (ledger === undefined) return [];
  const known = new Map(ledger.accounts.map((account) => [account.id, account]));
  const months: BookMonth[] = [];
  for (const [month, cells] of groupByMonth(ledger.cells)) {
    const isHeld = lastDayOf(month) <= reportingDate && isFullMonth(month, ledger);
    const full = months.filter(({ isFull }) => isFull);
    const lacking = isHeld ? lackingEntities({ month, cells }, full, entities) : [];
    const isFull = isHeld && lacking.length === 0;
    months.push({ month, cells, ...resultOf(cells, known), isFull, lacking });
  }
  return months;
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

/** The oldest month first. */
function groupByMonth(
  cells: readonly LedgerCell[],
): readonly (readonly [IsoMonth, readonly LedgerCell[]])[] {
  const groups = new Map<IsoMonth, LedgerCell[]>();
  for (const cell of cells) {
    const group = groups.get(cell.month);
    if (group) group.push(cell);
    else groups.set(cell.month, [cell]);
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
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
