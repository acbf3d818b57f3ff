/**
 * The middle of some amounts; between two, their mean, rounded to a whole minor unit.
 *
 * @param amounts Integer minor units, in any order.
 * @returns undefined for no amounts.
 * @example median([3, 1, 10]) // 3
 */
export function median(amounts: readonly number[]): number | undefined {
  const sorted = amounts.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined
    ? undefined
    : Math.round(lower + (upper - lower) / 2);
}
