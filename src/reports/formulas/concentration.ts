/** How much of a whole hangs on one part, and how evenly the rest is spread. */
export interface Concentration {
  readonly top: { readonly name: string; readonly share: number };
  /** What the shares are taken of: the sum of the parts above 0, minor units. */
  readonly whole: number;
  /** Herfindahl–Hirschman index, 0 to 10,000, rounded to whole points. */
  readonly hhi: number;
  /** How many parts there are. */
  readonly parts: number;
}

/** Bands of the U.S. DOJ and FTC; see `concentrationBand`. */
export type ConcentrationBand = "low" | "moderate" | "high";

/**
 * Concentration of an amount over parts: the largest share, and HHI = Σ (share in percent)². One part alone
 * has 10,000, ten equal ones 1,000.
 *
 * Source: U.S. Department of Justice, "Herfindahl–Hirschman Index".
 *
 * @param amounts Minor units by part. Parts of 0 or less (only credit notes) hold no share.
 * @returns undefined where no part has a positive amount. Equal tops are settled by name.
 * @example concentration(new Map([["A", 30], ["B", 30], ["C", 20], ["D", 20]]))?.hhi // 2600
 */
export function concentration(amounts: ReadonlyMap<string, number>): Concentration | undefined {
  const parts = [...amounts]
    .filter(([, amount]) => amount > 0)
    .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  const whole = parts.reduce((sum, [, amount]) => sum + amount, 0);
  const [first] = parts;
  if (first === undefined) return undefined;
  const squares = parts.reduce((sum, [, amount]) => sum + ((amount / whole) * 100) ** 2, 0);
  return {
    top: { name: first[0], share: first[1] / whole },
    whole,
    hhi: Math.round(squares),
    parts: parts.length,
  };
}

/**
 * What an index means: above 1,800 highly concentrated, from 1,000 moderately.
 *
 * Source: U.S. DOJ and FTC, Merger Guidelines (2023), guideline 1. They are meant for markets; for clients they
 * are a yardstick.
 */
export function concentrationBand(hhi: number): ConcentrationBand {
  if (hhi > 1800) return "high";
  return hhi >= 1000 ? "moderate" : "low";
}
