import type { Formatter } from "../format.ts";
import { listing } from "./wording.ts";

/** How many of a long list are named; the rest is counted. */
const NAMED = 8;

/**
 * `no jobs`, `1 job`, `1,251 jobs`: as `plural`, with the separators of the portfolio's locale.
 *
 * @param many The plural of `one`.
 */
export function counted(
  format: Formatter,
  count: number,
  one: string,
  many: string = `${one}s`,
): string {
  return `${count === 0 ? "no" : format.count(count)} ${count === 1 ? one : many}`;
}

/**
 * Names as a list that stays readable: `a, b and c`, or the first eight `and 9 more`.
 *
 * @param names The most important first.
 */
export function named(names: readonly string[], format: Formatter): string {
  // "and 1 more" would take the place of the name itself.
  if (names.length <= NAMED + 1) return listing(names);
  return listing([...names.slice(0, NAMED), `${format.count(names.length - NAMED)} more`]);
}
