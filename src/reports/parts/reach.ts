import type { IsoDate, Sourced } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { addDays } from "../formulas/days.ts";
import { newestDay } from "../formulas/newest-day.ts";
import type { MissingFact } from "../report.ts";
import { nameOf } from "./span-words.ts";
import type { NamedSpan } from "./spans.ts";

/**
 * Days that a file knows: from its first record to its as-of day, which is the last on which something in it happened
 * unless the operator states one. Until then nothing else has happened. Days to come that stand in it, such as the end
 * of a lease, say nothing about how current it is.
 */
export interface Reach {
  readonly first: IsoDate;
  readonly last: IsoDate;
}

/**
 * @param days On which its records begin, in any order.
 * @param rows Its records.
 * @returns undefined for none.
 */
export function reachOf(days: readonly IsoDate[], rows: readonly Sourced[]): Reach | undefined {
  const [first] = days.toSorted();
  const last = newestDay(rows);
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

/** What a file does not say that ends early in the period; nothing of one that reaches its end. */
export function afterTheEnd(
  { endsEarly, to }: NamedSpan,
  what: string,
  file: string,
  format: Formatter,
): readonly MissingFact[] {
  if (!endsEarly) return [];
  return [
    {
      what: `${what} after ${format.date(addDays(to, -1))}`,
      from: "a newer export, or the day up to which nothing else has happened",
      where: `${file}; or ledger/mapping.yml: files, as_of of ${file}`,
    },
  ];
}
