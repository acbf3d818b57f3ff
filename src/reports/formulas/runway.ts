/** How long cash lasts. */
export type Runway =
  /** `months` to one decimal, rounded down: half a month too many is worse than too few. */
  | { readonly kind: "months"; readonly months: number }
  /** Income covers the cost: cash has no end in sight. */
  | { readonly kind: "not-burning" }
  /** No month to average, or no cash on record. */
  | { readonly kind: "unknown" };

/** How many full months the average is taken over. */
export const RUNWAY_MONTHS = 3;

/**
 * Runway: cash ÷ average net burn a month. Division is exact to the tenth of a month, without floats in between.
 *
 * - Net burn of zero or less has no runway: `not-burning`, never Infinity.
 * - No cash, or an overdraft, while burning is 0 months.
 *
 * Source: Future Proof, financial metrics, "Burn rate": runway is cash in bank ÷ net burn a month
 * (https://www.runfutureproof.com/terms/burn-rate-ec24a). Three months, so that one odd month does not decide.
 *
 * @param cash Minor units; undefined if not on record.
 * @param netBurns Net burn of the last full months, minor units each. At most the last three count.
 * @example runway(6_000_000, [900_000, 1_100_000, 1_000_000]) // { kind: "months", months: 6 }
 */
export function runway(cash: number | undefined, netBurns: readonly number[]): Runway {
  const months = netBurns.slice(-RUNWAY_MONTHS);
  if (cash === undefined || months.length === 0) return { kind: "unknown" };
  const burned = months.reduce((sum, burn) => sum + burn, 0);
  if (burned <= 0) return { kind: "not-burning" };
  if (cash <= 0) return { kind: "months", months: 0 };
  const tenths = (BigInt(cash) * BigInt(months.length) * 10n) / BigInt(burned);
  return { kind: "months", months: Number(tenths) / 10 };
}
