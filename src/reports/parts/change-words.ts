import type { Formatter } from "../format.ts";
import { relativeChange } from "../formulas/revenue-attainment.ts";
import type { Change, Metric } from "../report.ts";
import { trendOf } from "../trend.ts";
import type { Books } from "./books.ts";
import { money } from "./values.ts";

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
  if (base === undefined || actual < 0) return undefined;
  const change = relativeChange(actual, base);
  if (change === undefined) return undefined;
  const before = money(format.roundMoney(base));
  const trend = trendOf(Math.round(change * 100), 0);
  if (trend === "same") return { before, trend, words: words.same };
  const by = format.ratio(Math.abs(change));
  return { before, trend, words: `${by} ${trend === "up" ? words.above : words.below}` };
}

/** A change between months of books, which is no news where they are stale. */
export function changeInBooks(
  change: Change | undefined,
  { isStale }: Pick<Books, "isStale">,
): Pick<Metric, "change"> {
  if (change === undefined) return {};
  return { change: isStale ? { ...change, isOld: true } : change };
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
