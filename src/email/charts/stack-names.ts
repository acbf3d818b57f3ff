import { type Label, spread } from "./labels.ts";
import { cutToWidth, type MeasureText } from "./measure.ts";
import type { ChartModel } from "./model.ts";
import { type ColumnFrame, toY } from "./scale-to-pixels.ts";
import { partOf } from "./segment-labels.ts";
import { LINE_HEIGHT, QUIET } from "./theme.ts";

const GAP = 8;
const MOST = 0.35;

/**
 * Room right of stacked columns for the names of their parts; 0 where a key has to name them.
 *
 * @param height Of the columns, in CSS pixels.
 * @param width Of the picture, in CSS pixels.
 */
export function nameWidth(
  { stacked, series, categories }: ChartModel,
  height: number,
  width: number,
  measure: MeasureText,
): number {
  const fits = series.length > 1 && series.length * LINE_HEIGHT <= height && categories.length > 0;
  if (!stacked || !fits) return 0;
  const widest = Math.max(...series.map(({ name }) => measure(name, "regular")));
  return Math.min(width * MOST, widest) + GAP;
}

/** Names the parts of the last column beside them, in the order they stand in. */
export function nameStack(
  { series, categories }: ChartModel,
  frame: ColumnFrame,
  room: number,
  measure: MeasureText,
): readonly Label[] {
  if (room === 0) return [];
  const last = categories.length - 1;
  const wanted = series
    .map(({ name }, index) => {
      const { low, high } = partOf(series, index, last);
      return { name, index, y: toY(frame, (low + high) / 2) };
    })
    .toSorted((one, other) => one.y - other.y || other.index - one.index);
  const { top, bottom } = frame.plot;
  const places = spread(
    wanted.map(({ y }) => y),
    top + LINE_HEIGHT / 2,
    bottom - LINE_HEIGHT / 2,
  );
  return wanted.map(({ name }, at) => ({
    text: cutToWidth(name, room - GAP, measure),
    x: frame.plot.right + GAP,
    y: places[at] ?? bottom,
    align: "left",
    color: QUIET,
    weight: "regular",
    rank: 0,
  }));
}
