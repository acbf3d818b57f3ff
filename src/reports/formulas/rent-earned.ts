import type { Letting } from "../../portfolio/operations.ts";
import { type DaySpan, daysIn, daysInMonth, monthsIn, overlap } from "./calendar-span.ts";

/**
 * What a letting earns within a span, by the day (straight-line).
 *
 * - A stay is spread evenly over its nights; parts of it add up to the whole to the cent.
 * - A lease earns its rent in a full month, and rent × days ÷ days of that month in a part of one; February of a
 *   leap year has 29.
 *
 * Source: IFRS 16.81 and ASC 842-30-25-11: operating lease income on a straight-line basis.
 *
 * @param letting Rent in integer minor units: a month of a lease, the whole of a stay.
 * @returns Integer minor units; 0 where they do not meet.
 * @example rentEarned({ kind: "stay", from: "2026-10-30", to: "2026-11-02", rent: 100 }, october) // 67
 */
export function rentEarned(
  letting: Pick<Letting, "kind" | "from" | "to" | "rent">,
  span: DaySpan,
): number {
  return letting.kind === "stay" ? stayEarned(letting, span) : leaseEarned(letting, span);
}

/** Earned up to the end of the span less earned up to its begin, each rounded: so parts add up. */
function stayEarned({ from, to, rent }: Pick<Letting, "from" | "to" | "rent">, span: DaySpan) {
  const nights = daysIn({ from, to });
  if (nights === 0) return 0;
  const until = (day: string) =>
    Math.round((rent * daysIn(overlap({ from, to }, { from, to: day }))) / nights);
  return Math.max(0, until(span.to) - until(span.from));
}

function leaseEarned({ from, to, rent }: Pick<Letting, "from" | "to" | "rent">, span: DaySpan) {
  return monthsIn(overlap({ from, to }, span)).reduce(
    (sum, part) => sum + Math.round((rent * daysIn(part)) / daysInMonth(part.from)),
    0,
  );
}
