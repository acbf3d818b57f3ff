import { compare } from "./check.ts";
import type { Ledger, LedgerCell } from "./ledger.ts";
import type { IsoDate } from "./portfolio.ts";

/** One line of the ledger. */
export interface Posting {
  readonly date: IsoDate;
  readonly entity: string;
  readonly account: string;
  /** Minor units; money in is positive. */
  readonly minor: number;
  readonly file: string;
  readonly line: number;
}

/**
 * Adds postings up by month, entity and account; it keeps the sums alone. Postings after `until` are counted and
 * otherwise left out: sums of a month cannot be cut at a day later on.
 */
export interface LedgerSums {
  /** @returns false if the sum would be too large to be exact (beyond 2^53 − 1); it then stays as it was. */
  add(posting: Posting): boolean;
  /** Undefined without a single posting up to the day: nothing is known, which is not zero. */
  total(): Omit<Ledger, "accounts"> | undefined;
}

interface Sum {
  /** As it was read, which need not be the earliest. */
  readonly first: Posting;
  from: IsoDate;
  to: IsoDate;
  minor: number;
  count: number;
}

export function createLedgerSums(until: IsoDate): LedgerSums {
  const sums = new Map<string, Sum>();
  let later = 0;
  return {
    add(posting) {
      const { date, entity, account, minor } = posting;
      if (date > until) {
        later += 1;
        return true;
      }
      // Neither a month nor an id has a space, so that no two sums share a key.
      const key = `${date.slice(0, 7)} ${entity} ${account}`;
      const sum = sums.get(key);
      if (!Number.isSafeInteger((sum?.minor ?? 0) + minor)) return false;
      if (sum === undefined) {
        sums.set(key, { first: posting, from: date, to: date, minor, count: 1 });
        return true;
      }
      sum.minor += minor;
      sum.count += 1;
      if (date < sum.from) sum.from = date;
      if (date > sum.to) sum.to = date;
      return true;
    },
    total: () => totalOf([...sums.values()], later),
  };
}

function totalOf(sums: readonly Sum[], later: number): Omit<Ledger, "accounts"> | undefined {
  if (sums.length === 0) return undefined;
  return {
    cells: sums.map(cellOf).sort(byPlace),
    from: sums.map(({ from }) => from).reduce((one, other) => (one < other ? one : other)),
    to: sums.map(({ to }) => to).reduce((one, other) => (one > other ? one : other)),
    postings: sums.reduce((count, sum) => count + sum.count, 0),
    later,
  };
}

function cellOf({ first, to, minor, count }: Sum): LedgerCell {
  const { date, entity, account, file, line } = first;
  const source = { file, line, asOf: to };
  return { month: date.slice(0, 7), entity, account, minor, count, source };
}

function byPlace(one: LedgerCell, other: LedgerCell): number {
  return (
    compare(one.month, other.month) ||
    compare(one.entity, other.entity) ||
    compare(one.account, other.account)
  );
}
