import type { IsoDate } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { nameOf } from "./span-words.ts";

/** Days of the first and the last record of a file. */
export interface Reach {
  readonly first: IsoDate;
  readonly last: IsoDate;
}

/** From the first to the last of some days, in any order; undefined for none. */
export function reachOf(days: readonly IsoDate[]): Reach | undefined {
  const sorted = days.toSorted();
  const [first, last] = [sorted[0], sorted.at(-1)];
  return first === undefined || last === undefined ? undefined : { first, last };
}

/**
 * Why nothing is known of a period: `no job of May 2025 is on record; jobs.csv begins on Apr 25, 2026`.
 *
 * @param what A singular noun.
 */
export function outOfReach(
  { period, reportingDate }: ComposeInput,
  what: string,
  file: string,
  reach: Reach | undefined,
  format: Formatter,
): readonly [none: string, why: string] {
  const none = `no ${what} of ${nameOf(period)} is on record`;
  if (reach === undefined) return [none, ""];
  if (reach.first > reportingDate) return [none, `${file} begins on ${format.date(reach.first)}`];
  const ended = reach.last < period.from;
  return [none, ended ? `${file} ends on ${format.date(reach.last)}` : ""];
}
