import type { Formatter } from "../../reports/format.ts";
import type { Meaning, Value } from "../../reports/report.ts";
import { shownPercent } from "../../reports/shown-percent.ts";
import { extentOf } from "./extent.ts";
import { drawnAt, type Lane } from "./lanes.ts";

/** By how much an actual value differs from what it is measured against. */
export interface Variance {
  /** With its sign, e.g. `+4%`, `−9 pts`. */
  readonly text: string;
  readonly meaning: Meaning;
}

/** Compares the second lane with the first, category by category. */
export function compareSeries(
  [references = [], primaries = []]: readonly Lane[],
  better: "higher" | "lower" | undefined,
  format: Formatter,
): readonly (Variance | undefined)[] {
  const count = references[0]?.values.length ?? 0;
  return Array.from({ length: count }, (_none, at) => {
    const reference = drawnAt(references, at)?.values[at];
    const primary = drawnAt(primaries, at)?.values[at];
    return reference && primary && compareValues(primary, reference, better, format);
  });
}

/**
 * The variance of a value from its reference: relative for amounts and counts, in points for shares.
 *
 * @returns undefined where there is none to tell: a range, or a reference of zero.
 * @example compareValues(money(104_00), money(100_00), "lower", format) // { text: "+4%", meaning: "bad" }
 */
function compareValues(
  primary: Value,
  reference: Value,
  better: "higher" | "lower" | undefined,
  format: Formatter,
): Variance | undefined {
  const [value, base] = [exact(primary), exact(reference)];
  if (value === undefined || base === undefined) return undefined;
  const isShare = primary.kind === "ratio" && reference.kind === "ratio";
  if (!isShare && base === 0) return undefined;
  const change = isShare ? value - base : (value - base) / Math.abs(base);
  // Judged as it reads: what rounds to nothing is neither good nor bad.
  const points = Math.abs(shownPercent(value) - shownPercent(base));
  const percent = isShare ? Math.round(points * 10) / 10 : Math.round(Math.abs(change) * 100);
  const size = isShare ? `${format.count(percent)} pts` : format.ratio(percent / 100);
  if (percent === 0) return { text: `±${size}`, meaning: "neutral" };
  const isBetter = change > 0 === (better === "higher");
  return { text: `${change > 0 ? "+" : "−"}${size}`, meaning: isBetter ? "good" : "bad" };
}

function exact(value: Value): number | undefined {
  const extent = extentOf(value);
  return extent && extent.low === extent.high ? extent.low : undefined;
}
