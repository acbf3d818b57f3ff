import type { Remedy } from "../../portfolio/portfolio.ts";

type Estimate = Pick<Remedy, "monthlyImpact" | "effortHours">;

/**
 * What an hour of work brings a month: the middle of the impact range ÷ hours of effort. The middle is
 * used because either end would favour estimates by how wide they are.
 *
 * @param estimate Impact in minor units a month, effort in hours.
 * @returns Minor units a month per hour, rounded to whole ones; undefined without an impact (unknown, not
 *   zero) and without effort (nothing to divide by).
 * @example returnOnEffort({ monthlyImpact: { low: 320000, high: 780000 }, effortHours: 8 }) // 68750
 */
export function returnOnEffort({ monthlyImpact, effortHours }: Estimate): number | undefined {
  if (monthlyImpact === undefined || effortHours === 0) return undefined;
  return Math.round((monthlyImpact.low + monthlyImpact.high) / 2 / effortHours);
}

/**
 * Sorts the highest return first, exactly, also where rounding makes two look alike:
 *
 * 1. something for nothing (no effort), the larger impact first;
 * 2. by return on effort;
 * 3. what has no estimate of its impact.
 */
export function compareReturn(one: Estimate, other: Estimate): number {
  return group(one) - group(other) || Number(gain(other, one) - gain(one, other));
}

function group({ monthlyImpact, effortHours }: Estimate): number {
  if (monthlyImpact === undefined) return 3;
  return effortHours === 0 && monthlyImpact.high > 0 ? 1 : 2;
}

/** Comparing a ÷ x with b ÷ y is comparing a × y with b × x, which needs no rounding. */
function gain({ monthlyImpact }: Estimate, { effortHours }: Estimate): bigint {
  if (monthlyImpact === undefined) return 0n;
  const impact = BigInt(monthlyImpact.low) + BigInt(monthlyImpact.high);
  return impact * BigInt(Math.max(1, effortHours * 4));
}
