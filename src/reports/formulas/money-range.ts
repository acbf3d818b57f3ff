import type { MoneyRange } from "../../portfolio/portfolio.ts";

/**
 * Adds ranges end by end: the sum of the lows to the sum of the highs.
 *
 * @param ranges Integer minor units.
 * @returns undefined for no ranges: a sum of nothing known is not known.
 * @example sumRanges([{ low: 400, high: 900 }, { low: 200, high: 600 }]) // { low: 600, high: 1500 }
 */
export function sumRanges(ranges: readonly MoneyRange[]): MoneyRange | undefined {
  if (ranges.length === 0) return undefined;
  return {
    low: ranges.reduce((sum, { low }) => sum + low, 0),
    high: ranges.reduce((sum, { high }) => sum + high, 0),
  };
}
