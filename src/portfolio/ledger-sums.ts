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
 * Adds postings up by month, entity, account and file; it keeps the sums alone. Postings after `until` are counted and
 * otherwise left out: sums of a month cannot be cut at a day later on.
 */
export interface LedgerSums {
  /**
   * @returns false if the sum over all files would be too large to be exact (beyond 2^53 − 1), or that of the file
   *   alone; both then stay as they were.
   */
  add(posting: Posting): boolean;
  /** Undefined without a single posting up to the day: nothing is known, which is not zero. */
  total(): Omit<Ledger, "accounts"> | undefined;
}

/** Of an account of an entity in a month, over all files. */
interface Sum {
  minor: number;
  /** One for each file that has such postings. A figure names all of them, each with its own day. */
  readonly parts: Part[];
}

interface Part {
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
      const { date, entity, account } = posting;
      if (date > until) {
        later += 1;
        return true;
      }
      // Neither a month nor an id has a space, so that no two sums share a key.
      const key = `${date.slice(0, 7)} ${entity} ${account}`;
      let sum = sums.get(key);
      if (sum === undefined) {
        sum = { minor: 0, parts: [] };
        sums.set(key, sum);
      }
      return addTo(sum, posting);
    },
    total: () =>
      totalOf(
        [...sums.values()].flatMap(({ parts }) => parts),
        later,
      ),
  };
}

function addTo(sum: Sum, posting: Posting): boolean {
  const { date, minor, file } = posting;
  // Files are read one after the other, so that the last part is nearly always the one.
  const part = sum.parts.findLast(({ first }) => first.file === file);
  const isExact = Number.isSafeInteger(sum.minor + minor);
  if (!isExact || !Number.isSafeInteger((part?.minor ?? 0) + minor)) return false;
  sum.minor += minor;
  if (part === undefined) {
    sum.parts.push({ first: posting, from: date, to: date, minor, count: 1 });
    return true;
  }
  part.minor += minor;
  part.count += 1;
  if (date < part.from) part.from = date;
  if (date > part.to) part.to = date;
  return true;
}

function totalOf(parts: readonly Part[], later: number): Omit<Ledger, "accounts"> | undefined {
  if (parts.length === 0) return undefined;
  return {
    cells: parts.map(cellOf).sort(byPlace),
    from: parts.map(({ from }) => from).reduce((one, other) => (one < other ? one : other)),
    to: parts.map(({ to }) => to).reduce((one, other) => (one > other ? one : other)),
    postings: parts.reduce((count, part) => count + part.count, 0),
    later,
  };
}

function cellOf({ first, to, minor, count }: Part): LedgerCell {
  const { date, entity, account, file, line } = first;
  const source = { file, line, asOf: to };
  return { month: date.slice(0, 7), entity, account, minor, count, source };
}

function byPlace(one: LedgerCell, other: LedgerCell): number {
  return (
    compare(one.month, other.month) ||
    compare(one.entity, other.entity) ||
    compare(one.account, other.account) ||
    compare(one.source.file, other.source.file)
  );
}
