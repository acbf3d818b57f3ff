import type { Account, LedgerCell } from "../../portfolio/ledger.ts";

/** An account that the ledger uses and the chart of accounts does not know. */
export interface UnknownAccount {
  /** As the ledger writes it; may be empty. */
  readonly account: string;
  readonly postings: number;
  /** Minor units, in and out alike. */
  readonly amount: number;
  readonly cells: readonly LedgerCell[];
}

/** How much of the ledger the chart of accounts covers. */
export interface LedgerCoverage {
  /** Share of postings in accounts of the chart; undefined for no postings. */
  readonly byPostings: number | undefined;
  /** Share of the amount; undefined where all sums are zero. */
  readonly byAmount: number | undefined;
  /** The largest amount first. */
  readonly unknown: readonly UnknownAccount[];
  /** Accounts of the chart that no posting uses, in the order of the chart. */
  readonly unused: readonly Account[];
}

/**
 * Coverage of the chart of accounts: postings (and amounts) in accounts the chart knows ÷ all of them. An amount is
 * the absolute value of an entity's account in a month, over all files: money in and money out weigh alike.
 *
 * Source: completeness and classification assertions of ISA 315 (Revised 2019), A190, taken as a share.
 *
 * @example ledgerCoverage(ledger.cells, ledger.accounts).byPostings // 0.968
 */
export function ledgerCoverage(
  cells: readonly LedgerCell[],
  accounts: readonly Account[],
): LedgerCoverage {
  const known = new Set(accounts.map(({ id }) => id));
  const used = new Set(cells.map(({ account }) => account));
  const covered = cells.filter(({ account }) => known.has(account));
  return {
    byPostings: share(countPostings(covered), countPostings(cells)),
    byAmount: share(sumAmounts(covered), sumAmounts(cells)),
    unknown: [...used]
      .filter((account) => !known.has(account))
      .map(unknownIn(cells))
      .sort(compare),
    unused: accounts.filter(({ id }) => !used.has(id)),
  };
}

function unknownIn(cells: readonly LedgerCell[]) {
  return (account: string): UnknownAccount => {
    const mine = cells.filter((cell) => cell.account === account);
    return { account, postings: countPostings(mine), amount: sumAmounts(mine), cells: mine };
  };
}

function compare(one: UnknownAccount, other: UnknownAccount): number {
  return other.amount - one.amount || (one.account < other.account ? -1 : 1);
}

function countPostings(cells: readonly LedgerCell[]): number {
  return cells.reduce((sum, { count }) => sum + count, 0);
}

/** Files that share an account are added up first: a refund in one offsets a payment in the other. */
function sumAmounts(cells: readonly LedgerCell[]): number {
  const sums = new Map<string, number>();
  for (const { month, entity, account, minor } of cells) {
    const key = `${month} ${entity} ${account}`;
    sums.set(key, (sums.get(key) ?? 0) + minor);
  }
  return [...sums.values()].reduce((total, minor) => total + Math.abs(minor), 0);
}

function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
