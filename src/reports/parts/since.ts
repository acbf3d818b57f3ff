import type { IsoDate } from "../../portfolio/portfolio.ts";
import type { Formatter } from "../format.ts";
import type { DaySpan } from "../formulas/calendar-span.ts";
import type { Block } from "../report.ts";
import { named } from "./counted.ts";
import { sentence } from "./wording.ts";

/** A unit or truck, and the day from which it is on record. */
interface Begun {
  readonly name: string;
  readonly since: IsoDate;
}

/**
 * `Studio is on record from Oct 1, 2025; nights before are not counted as available`, so that nobody takes what is
 * not known for empty; nothing where all are on record from the begin of the span.
 *
 * @param what `nights`, `hours`.
 */
export function begunWithin(
  span: DaySpan,
  all: readonly Begun[],
  what: string,
  format: Formatter,
): readonly Block[] {
  const late = all.filter(({ since }) => since > span.from && since < span.to);
  if (late.length === 0) return [];
  const days = [...new Set(late.map(({ since }) => since))].sort();
  const groups = days.map((day) => {
    const names = late.filter(({ since }) => since === day).map(({ name }) => name);
    const is = names.length === 1 ? "is" : "are";
    return `${named(names, format)} ${is} on record from ${format.date(day)}`;
  });
  return [
    { kind: "text", text: sentence(...groups, `${what} before are not counted as available`) },
  ];
}
