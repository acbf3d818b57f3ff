import { RUNWAY_MONTHS } from "./runway.ts";

/**
 * Cash that can be spent at once before runway falls under a number of months: cash − months × average net burn of
 * the last full months, the same average as runway's. Rounded down; 0 where runway is under the bound already.
 *
 * @param cash Minor units; undefined if not on record.
 * @param netBurns Net burn of the last full months, minor units each. At most the last three count.
 * @param months How long cash has to last at least.
 * @returns Minor units; undefined where cash or burn is not on record. All of it where nothing is burnt.
 * @example cashAboveRunway(1_000_000, [100_000, 100_000, 100_000], 6) // 400_000
 */
export function cashAboveRunway(
  cash: number | undefined,
  netBurns: readonly number[],
  months: number,
): number | undefined {
  const last = netBurns.slice(-RUNWAY_MONTHS);
  if (cash === undefined || last.length === 0) return undefined;
  const burned = last.reduce((sum, burn) => sum + burn, 0);
  if (burned <= 0) return Math.max(0, cash);
  return Math.max(0, Math.floor(cash - (months * burned) / last.length));
}
