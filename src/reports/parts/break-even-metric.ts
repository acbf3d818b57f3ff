import type { Formatter } from "../format.ts";
import type { Meaning, Metric, Value } from "../report.ts";
import { type Books, olderMonth, recordsOf } from "./books.ts";
import { countWords } from "./count-words.ts";
import type { Offer } from "./offers.ts";
import { sourcesOf } from "./sources.ts";
import { missing, text } from "./values.ts";

/**
 * Break-even as a figure of the first screen.
 *
 * @param lead The stream it is told for.
 */
export function breakEvenMetric(lead: Offer | undefined, books: Books, format: Formatter): Metric {
  const { base, span, isStale } = books;
  const frame = { id: "break-even", label: "Break-even a month" };
  if (lead === undefined) {
    const note = "no price and variable cost on record";
    return { ...frame, value: missing, meaning: "neutral", note, sources: [] };
  }
  const { needed, sold, margin, item, records } = lead;
  const months = span?.months.length ?? 1;
  const older = olderMonth(books);
  const when = months === 1 ? older : countWords(months, format, "month");
  const isFull = span?.isFull !== false;
  const over = `${when === "" ? "" : ` in ${when}`}${isFull ? "" : " so far"}`;
  const counted =
    sold === undefined ? "sales are not counted" : `${format.count(sold)} sold${over}`;
  return {
    ...frame,
    value: breakEvenValue(lead),
    meaning: isStale ? "neutral" : margin <= 0 ? "bad" : breakEvenMeaning(needed, sold, isFull),
    note: `${counted}; ${marginWords(margin, format)}`,
    sources: sourcesOf([item, ...records, ...recordsOf(base?.months ?? [])]),
  };
}

function breakEvenValue({ margin, breakEven, item }: Offer): Value {
  if (margin <= 0) return text("none exists");
  if (breakEven === undefined) return missing;
  if (breakEven === 0) return text("none needed");
  return { kind: "count", value: breakEven, unit: breakEven === 1 ? item.unit : item.units };
}

function marginWords(margin: number, format: Formatter): string {
  if (margin < 0) return `each loses ${format.money(-margin)}`;
  return `${format.money(margin)} margin on each`;
}

/** Sales of a month that is not complete may still get there, and are not short yet. */
function breakEvenMeaning(
  units: number | undefined,
  sold: number | undefined,
  isFull: boolean,
): Meaning {
  if (units === undefined || units === 0 || sold === undefined) return "neutral";
  if (sold >= units) return "good";
  return isFull ? "bad" : "neutral";
}
