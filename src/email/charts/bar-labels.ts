import type { Label } from "./labels.ts";
import { type MeasureText, wrapToWidth } from "./measure.ts";
import type { ChartModel } from "./model.ts";
import { type BarFrame, toX } from "./scale-to-pixels.ts";
import { labelInside, partOf } from "./segment-labels.ts";
import { INK, LINE_HEIGHT, MEANING_COLOURS, QUIET, TEXT_GAP } from "./theme.ts";
import { isHanging, isKnown, type Track } from "./tracks.ts";
import type { ValueTexts } from "./value-texts.ts";

/** Names the rows, in up to two lines. */
export function nameCategories(
  { categories }: ChartModel,
  { plot, row }: BarFrame,
  room: number,
  measure: MeasureText,
): readonly Label[] {
  return categories.flatMap((name, at) => {
    const lines = wrapToWidth(name, room, 2, measure);
    const first = plot.top + (at + 0.5) * row - ((lines.length - 1) * LINE_HEIGHT) / 2;
    return lines.map(
      (text, line): Label => ({
        text,
        x: 0,
        y: first + line * LINE_HEIGHT,
        align: "left",
        color: INK,
        weight: "regular",
        rank: 1,
      }),
    );
  });
}

/** Writes the values beside the bars, and the variance behind them where the chart compares. */
export function labelBars(
  model: ChartModel,
  tracks: readonly Track[],
  frame: BarFrame,
  texts: ValueTexts,
  measure: MeasureText,
): readonly Label[] {
  const labels = tracks.flatMap((track, index) =>
    model.categories.flatMap((_category, at) =>
      labelBar(model, track, at, texts[index]?.[at] ?? "", frame, measure),
    ),
  );
  return [...labels, ...labelParts(model, frame, texts.slice(tracks.length), measure)];
}

function labelBar(
  model: ChartModel,
  track: Track,
  at: number,
  text: string,
  frame: BarFrame,
  measure: MeasureText,
): readonly Label[] {
  const reach = track.reaches[at];
  const middle = frame.plot.top + (at + 0.5) * frame.row;
  const shared = { align: "left", weight: "regular" } as const;
  if (reach === undefined) {
    if (!track.isMain || isKnown(model, at)) return [];
    return [{ ...shared, text, x: toX(frame, 0) + TEXT_GAP, y: middle, color: QUIET, rank: 2 }];
  }
  const lane = model.variances.length > 0 ? undefined : track.lanes[at];
  const y = middle + (lane === undefined ? 0 : (frame.lanes.offsets[lane] ?? 0));
  const hangs = isHanging(reach);
  const width = measure(text, "regular");
  const x = hangs ? toX(frame, reach.low) - TEXT_GAP - width : toX(frame, reach.high) + TEXT_GAP;
  const value: Label = { ...shared, text, x, y, color: INK, rank: 2 };
  const variance = model.variances[at];
  if (variance === undefined) return [value];
  const size = measure(variance.text, "medium");
  return [
    value,
    {
      text: variance.text,
      x: hangs ? x - TEXT_GAP - size : x + width + TEXT_GAP,
      y,
      align: "left",
      color: MEANING_COLOURS[variance.meaning],
      weight: "medium",
      rank: 3,
    },
  ];
}

function labelParts(
  { stacked, series, categories }: ChartModel,
  frame: BarFrame,
  texts: ValueTexts,
  measure: MeasureText,
): readonly Label[] {
  if (!stacked) return [];
  return series.flatMap((one, index) =>
    categories.flatMap((_category, at) => {
      const { low, high } = partOf(series, index, at);
      const middle = frame.plot.top + (at + 0.5) * frame.row;
      const half = frame.lanes.thickness / 2;
      const box = {
        left: toX(frame, low),
        right: toX(frame, high),
        top: middle - half,
        bottom: middle + half,
      };
      return labelInside(one, texts[index]?.[at] ?? "", box, measure);
    }),
  );
}
