import type { Cash } from "../../portfolio/business.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import type { MissingFact } from "../report.ts";
import { whereFrom } from "./sources.ts";

/** Money in the bank, over all entities that say how much. */
export interface TotalCash {
  /** Minor units. */
  readonly minor: number;
  readonly records: readonly Cash[];
}

/** @returns undefined where no entity says: not known is not zero. */
export function totalCash(entities: readonly Entity[]): TotalCash | undefined {
  const records = entities.flatMap(({ cash }) => cash ?? []);
  if (records.length === 0) return undefined;
  return { minor: records.reduce((sum, { balance }) => sum + balance, 0), records };
}

/** One entity may hold the money of all, so only a portfolio without any cash lacks it. */
export function missingCash(
  [first]: readonly Entity[],
  cash: TotalCash | undefined,
): readonly MissingFact[] {
  if (cash !== undefined || first === undefined) return [];
  const from = "the balance of the bank accounts";
  return [{ what: "Cash in the bank", from, where: whereFrom(first, "cash.balance") }];
}
