import { reachOf } from "./drawing.ts";
import type { Extent } from "./extent.ts";
import type { Box, Label } from "./labels.ts";
import type { SeriesModel } from "./lanes.ts";
import type { MeasureText } from "./measure.ts";
import type { ChartModel } from "./model.ts";
import { type ColumnFrame, columnBox, toY } from "./scale-to-pixels.ts";
import { INK, LINE_HEIGHT, PAPER } from "./theme.ts";
import type { ValueTexts } from "./value-texts.ts";

const PADDING = 4;

/** From where to where on the value axis one part of a stack reaches. */
export function partOf(series: readonly SeriesModel[], index: number, at: number): Extent {
  const before = reachOf(series.slice(0, index), at) ?? { low: 0, high: 0 };
  const { low, high } = series[index]?.extents[at] ?? { low: 0, high: 0 };
  return high <= 0
    ? { low: before.low + low, high: before.low }
    : { low: before.high, high: before.high + high };
}

/** Writes the values of a stack's parts into those that are large enough. */
export function labelSegments(
  { stacked, series, categories }: ChartModel,
  frame: ColumnFrame,
  texts: ValueTexts,
  measure: MeasureText,
): readonly Label[] {
  if (!stacked) return [];
  return series.flatMap((one, index) =>
    categories.flatMap((_category, at) => {
      const part = partOf(series, index, at);
      // A part does not stand on zero as a column does.
      const [top, bottom] = [toY(frame, part.high), toY(frame, part.low)];
      const box = { ...columnBox(frame, at, 0, part), top, bottom };
      return labelInside(one, texts[index]?.[at] ?? "", box, measure);
    }),
  );
}

/** A text in the middle of a part; nothing if the part is too small for it. */
export function labelInside(
  series: SeriesModel,
  text: string,
  box: Box,
  measure: MeasureText,
): readonly Label[] {
  if (!fitsInside(text, box, measure)) return [];
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  return [{ text, x, y, align: "center", weight: "regular", rank: 4, ...inkInside(series) }];
}

/** Whether a text leaves a little room around it in a part of a chart. */
export function fitsInside(text: string, box: Box, measure: MeasureText): boolean {
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  return measure(text, "regular") + PADDING <= width && height >= LINE_HEIGHT;
}

/** The colour of a text on the fill of a series. Hatching would run through the digits. */
export function inkInside({ scenario, shade }: SeriesModel): Pick<Label, "color" | "onPlate"> {
  if (scenario === "actual" && shade < 0.5) return { color: PAPER };
  return { color: INK, ...(scenario === "forecast" && { onPlate: true }) };
}
