import type { Formatter } from "../format.ts";
import { relativeChange } from "../formulas/revenue-attainment.ts";
import type { Change } from "../report.ts";
import { trendOf } from "../trend.ts";

/** How to say that one figure is above, below or at another. */
export interface ChangeWords {
  readonly above: string;
  readonly below: string;
  readonly same: string;
}

/**
 * How far one amount is from another: `4% over plan`; what rounds to 0% is the same.
 *
 * @returns undefined where there is nothing to compare with: no base, or one of zero or less; and for an amount below
 * zero, as of refunds, which is no share of anything.
 */
export function relativeAgainst(
  actual: number,
  base: number | undefined,
  words: ChangeWords,
  format: Formatter,
): Change | undefined {
  const change = base === undefined ? undefined : relativeChange(actual, base);
  if (change === undefined || actual < 0) return undefined;
  const trend = trendOf(Math.round(change * 100), 0);
  if (trend === "same") return { trend, words: words.same };
  const by = format.ratio(Math.abs(change));
  return { trend, words: `${by} ${trend === "up" ? words.above : words.below}` };
}

export const AGAINST_PLAN: ChangeWords = {
  above: "over plan",
  below: "under plan",
  same: "on plan",
};

/** @param base What it is compared with, e.g. `September`. */
export function againstMonth(base: string): ChangeWords {
  return { above: `above ${base}`, below: `below ${base}`, same: `unchanged since ${base}` };
}
