import type { Letting } from "../../portfolio/operations.ts";
import type { IsoDate } from "../../portfolio/portfolio.ts";
import { totalArrears } from "../formulas/arrears.ts";

/** Somebody who owes rent for a unit, over all of their lettings of it. */
export interface Debtor {
  /** The one that runs on the reporting date, or else their last. It need not be the one that they owe for. */
  readonly letting: Letting;
  /** Minor units, more than 0. */
  readonly arrears: number;
  /** Whether they are gone. Who renewed is not, although an earlier lease is over. */
  readonly hasLeft: boolean;
}

/** Who owes rent: those who have left first, then the largest debt, equals in the order given. */
export function debtorsOf(lettings: readonly Letting[], reportingDate: IsoDate): readonly Debtor[] {
  return groupByOccupant(lettings)
    .flatMap((own) => debtorOf(own, reportingDate) ?? [])
    .toSorted(
      (one, other) => Number(other.hasLeft) - Number(one.hasLeft) || other.arrears - one.arrears,
    );
}

function groupByOccupant(lettings: readonly Letting[]): readonly (readonly Letting[])[] {
  const groups = new Map<string, Letting[]>();
  for (const letting of lettings) {
    const key = JSON.stringify([letting.entity, letting.unit, letting.occupant]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [letting]);
    else group.push(letting);
  }
  return [...groups.values()];
}

function debtorOf(own: readonly Letting[], reportingDate: IsoDate): Debtor | undefined {
  const arrears = totalArrears(own);
  const current = own.find(({ from, to }) => from <= reportingDate && to > reportingDate);
  const letting = current ?? own.toSorted((one, other) => (one.to < other.to ? 1 : -1))[0];
  if (letting === undefined || arrears === 0) return undefined;
  return { letting, arrears, hasLeft: letting.to <= reportingDate };
}
