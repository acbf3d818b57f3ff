import type { Value } from "../report.ts";
import { MOST_DIGITS, percentDigits, shownPercent } from "../shown-percent.ts";

/**
 * A figure and what it is held against, with one precision. Two shares that differ and would read alike get as many
 * decimals as it takes: 43% of at most 43% reads as kept, whatever is said beside it.
 *
 * @example toldApart(share(0.42549), share(0.425)) // read 42.55% and 42.50%
 */
export function toldApart(now: Value, bound: Value): readonly [now: Value, bound: Value] {
  if (now.kind !== "ratio" || bound.kind !== "ratio" || now.value === bound.value)
    return [now, bound];
  const least = Math.max(percentDigits(now.value), percentDigits(bound.value));
  for (let digits = least; digits <= MOST_DIGITS; digits += 1) {
    if (shownPercent(now.value, digits) === shownPercent(bound.value, digits)) continue;
    const precision = digits === 0 ? {} : { digits };
    return [
      { ...now, ...precision },
      { ...bound, ...precision },
    ];
  }
  return [now, bound];
}
