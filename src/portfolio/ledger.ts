import type { Sourced } from "./portfolio.ts";

/** A calendar month, `YYYY-MM`. */
export type IsoMonth = string;

/**
 * What postings to an account mean for the result. `transfer` is neither income nor cost: owner draws, loans,
 * moves between own accounts.
 */
export const ACCOUNT_TYPES = ["revenue", "cost_of_sales", "operating_expense", "transfer"] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

/**
 * Cost behaviour: `fixed` cost is there whether anything is sold or not, `variable` cost comes and goes with sales.
 */
export const COST_BEHAVIORS = ["fixed", "variable"] as const;
export type CostBehavior = (typeof COST_BEHAVIORS)[number];

/** One account of the chart, from `ledger/accounts.yml`. */
export interface Account extends Sourced {
  /** As the ledger writes it, e.g. `6100`. */
  readonly id: string;
  readonly name: string;
  readonly type: AccountType;
  /** Groups accounts in reports, e.g. `Software`. The account's name when absent. */
  readonly category?: string;
  /** Of an account of cost; without it operating expense is fixed and cost of sales variable. */
  readonly behavior?: CostBehavior;
}

/**
 * All postings of one file to one account of an entity in one month; files that share an account have a cell each.
 * The ledger is read as a stream and kept as these sums, so that a million rows take no more memory than a thousand.
 */
export interface LedgerCell extends Sourced {
  readonly month: IsoMonth;
  /** Id of the entity. */
  readonly entity: string;
  /** As written in the ledger; may be missing from the chart of accounts, or empty. */
  readonly account: string;
  /** Sum in minor units; money in is positive, money out negative. */
  readonly minor: number;
  /** How many postings. */
  readonly count: number;
}

/** The ledger up to a day, summed up. `source` of a cell is its first posting read; `asOf` the day of its last. */
export interface Ledger {
  readonly accounts: readonly Account[];
  /** Sorted by month, entity, account, file. */
  readonly cells: readonly LedgerCell[];
  /** Days of the first and the last posting. */
  readonly from: string;
  readonly to: string;
  readonly postings: number;
  /** Postings after the day the ledger was read for. They have not happened yet and are in none of the above. */
  readonly later: number;
}
