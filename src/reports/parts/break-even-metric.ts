import type { Formatter } from "../format.ts";
import type { Meaning, Metric, Value } from "../report.ts";
import { type BookMonth, recordsOf } from "./books.ts";
import type { Offer } from "./offers.ts";
import { sourcesOf } from "./sources.ts";
import { missing, text } from "./values.ts";

/**
 * Break-even as a figure of the first screen.
 *
 * @param lead The stream it is told for.
 * @param base The month whose fixed costs have to be covered.
 */
export function breakEvenMetric(
  lead: Offer | undefined,
  base: BookMonth | undefined,
  format: Formatter,
): Metric {
  const frame = { id: "break-even", label: "Break-even a month" };
  if (lead === undefined) {
    const note = "no price and variable cost on record";
    return { ...frame, value: missing, meaning: "neutral", note, sources: [] };
  }
  const { breakEven: units, sold, margin, item } = lead;
  const each = `${format.money(margin)} margin on each`;
  const counted = sold === undefined ? "sales are not counted" : `${sold} sold`;
  return {
    ...frame,
    value: breakEvenValue(lead),
    meaning: margin <= 0 ? "bad" : breakEvenMeaning(units, sold),
    note: `${counted}; ${each}`,
    sources: sourcesOf([item, ...item.sold, ...recordsOf([base])]),
  };
}

function breakEvenValue({ margin, breakEven, item }: Offer): Value {
  if (margin <= 0) return text("none exists");
  if (breakEven === undefined) return missing;
  return { kind: "count", value: breakEven, unit: breakEven === 1 ? item.unit : item.units };
}

function breakEvenMeaning(units: number | undefined, sold: number | undefined): Meaning {
  if (units === undefined || sold === undefined) return "neutral";
  return sold >= units ? "good" : "bad";
}
