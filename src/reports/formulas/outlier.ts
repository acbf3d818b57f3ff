import { median } from "./median.ts";

/** An amount against what was usual before. All in minor units. */
export interface Deviation {
  /** Median of the months before; undefined with fewer than three of them. */
  readonly usual: number | undefined;
  readonly isOutlier: boolean;
}

/** Fewer months say nothing about what is usual. */
export const FEWEST_MONTHS = 3;
/** Modified z-score beyond which a value is an outlier; and what makes the MAD comparable to a standard deviation. */
const LIMIT = 3.5;
const NORMAL = 0.6745;
/** Smallest deviation that matters, as a share of the whole month's expense. */
const MATERIAL = 0.05;

/**
 * Whether an amount is an outlier against the months before it. Both must hold:
 *
 * 1. its modified z-score, 0.6745 × |amount − median| ÷ MAD, is above 3.5, where MAD is the median of the absolute
 *    deviations from the median (with a MAD of zero any deviation is);
 * 2. it deviates by at least 5 % of all expense of the month, so that a doubled phone bill does not raise alarm.
 *
 * Too little is as odd as too much: a bill that was not booked.
 *
 * Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993), as in the NIST/SEMATECH e-Handbook,
 * section 1.3.5.17; 5 % as the usual benchmark of materiality (ISA 320).
 *
 * @param amount Minor units.
 * @param before Amounts of the months before, minor units.
 * @param whole All expense of the month, minor units.
 * @example deviationOf(170_000, [42_000, 39_000, 45_000], 814_000) // { usual: 42000, isOutlier: true }
 */
export function deviationOf(amount: number, before: readonly number[], whole: number): Deviation {
  const usual = before.length < FEWEST_MONTHS ? undefined : median(before);
  if (usual === undefined) return { usual, isOutlier: false };
  const spread = median(before.map((each) => Math.abs(each - usual))) ?? 0;
  const distance = Math.abs(amount - usual);
  const isFar = distance > 0 && NORMAL * distance > LIMIT * spread;
  return { usual, isOutlier: isFar && distance >= MATERIAL * whole };
}
