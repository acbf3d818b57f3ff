import type { Formatter } from "../../reports/format.ts";
import type { Value } from "../../reports/report.ts";
import { chartText, type MeasureText } from "./measure.ts";

/** What stands on the bars, by series, then by category. */
export type ValueTexts = readonly (readonly string[])[];

const VALUE_LIMIT = 40;

/**
 * The values of a chart as text: large amounts short, in all series alike or in none, and with one precision.
 * Where that is too wide, short, then short without the currency, which the title names.
 *
 * @param series By series, then by category.
 * @param room For one text in CSS pixels. Without it, as it reads best.
 */
export function writeValues(
  series: readonly (readonly Value[])[],
  format: Formatter,
  measure: MeasureText,
  room = Number.POSITIVE_INFINITY,
): ValueTexts {
  const short = format.hasLarge(series.flat());
  const styles = [{ short }, { short: true }, { short: true, bare: true }];
  const written = styles.map((style) => {
    // All together, so that "$23" does not stand beside "$7.50".
    const texts = [...format.column(series.flat(), style)];
    return series.map((values) =>
      texts.splice(0, values.length).map((text) => chartText(text, VALUE_LIMIT)),
    );
  });
  const [longest = []] = written;
  const usable = written.filter((texts) => short || !losesAmounts(series, texts));
  const fitting = usable.find((texts) => widestOf(texts, measure) <= room);
  return fitting ?? usable.at(-1) ?? longest;
}

/** Width of the widest text, in CSS pixels. */
export function widestOf(texts: ValueTexts, measure: MeasureText): number {
  return texts.flat().reduce((most, text) => Math.max(most, measure(text, "regular")), 0);
}

/** Whether an amount that is not zero would read `0.0k`. */
function losesAmounts(series: readonly (readonly Value[])[], texts: ValueTexts): boolean {
  return series.some((values, row) =>
    values.some(
      (value, at) =>
        value.kind === "money" && value.minor !== 0 && !/[1-9]/u.test(texts[row]?.[at] ?? ""),
    ),
  );
}
