import type { Extent } from "./extent.ts";
import { type Label, spread } from "./labels.ts";
import type { SeriesModel } from "./lanes.ts";
import { cutToWidth, type MeasureText } from "./measure.ts";
import type { ChartModel } from "./model.ts";
import { type ColumnFrame, toY } from "./scale-to-pixels.ts";
import { INK, LINE_HEIGHT, QUIET } from "./theme.ts";
import type { ValueTexts } from "./value-texts.ts";

const GAP = 8;
const MOST = 0.4;
/** With more points than that, only those that tell something have their value. */
const FEW_POINTS = 14;

/** Where a line passes: the middle of a range. */
export function pointOf({ low, high }: Extent): number {
  return (low + high) / 2;
}

/** Room right of the lines for their names and last values, in CSS pixels. */
export function endWidth(
  model: ChartModel,
  texts: ValueTexts,
  width: number,
  measure: MeasureText,
): number {
  const names = endTexts(model, texts).map((text) => measure(text, "regular"));
  return Math.min(width * MOST, Math.max(0, ...names)) + GAP;
}

/** Names each line where it ends, with its last value. */
export function labelEnds(
  model: ChartModel,
  frame: ColumnFrame,
  texts: ValueTexts,
  room: number,
  measure: MeasureText,
): readonly Label[] {
  if (room === 0) return [];
  const named = endTexts(model, texts);
  const wanted = model.series
    .map((series, index) => ({ text: named[index] ?? "", y: toY(frame, lastPoint(series)) }))
    .toSorted((one, other) => one.y - other.y);
  const places = spread(
    wanted.map(({ y }) => y),
    frame.plot.top,
    frame.plot.bottom,
  );
  return wanted.map(({ text }, at) => ({
    text: cutToWidth(text, room - GAP, measure),
    x: (frame.middles[lastOf(model)] ?? 0) + GAP,
    y: places[at] ?? 0,
    align: "left",
    color: INK,
    weight: "regular",
    rank: 0,
  }));
}

/** `Occupancy 80%`; without its name where there is only one. */
function endTexts({ series }: ChartModel, texts: ValueTexts): readonly string[] {
  return series.map((one, index) => {
    const value = texts[index]?.[Math.max(0, lastIndex(one))] ?? "";
    return series.length === 1 ? value : `${one.name} ${value}`;
  });
}

/** The last point of any line. */
function lastOf({ series }: ChartModel): number {
  return Math.max(0, ...series.map(lastIndex));
}

function lastIndex({ extents }: SeriesModel): number {
  return extents.findLastIndex((extent) => extent !== undefined);
}

function lastPoint(series: SeriesModel): number {
  const extent = series.extents[lastIndex(series)];
  return extent === undefined ? 0 : pointOf(extent);
}

/**
 * Values above the points of a single line: of every point, or every second, third, …; of many points the
 * first, the highest and the lowest. The last value stands at the line's end.
 *
 * @param step At which the values fit side by side.
 */
export function labelPoints(
  { series }: ChartModel,
  frame: ColumnFrame,
  texts: ValueTexts,
  step: number,
): readonly Label[] {
  const [line] = series;
  if (line === undefined || series.length > 1) return [];
  const last = lastIndex(line);
  const telling = line.extents.length > FEW_POINTS ? turningPoints(line) : undefined;
  return line.extents.flatMap((extent, at): Label[] => {
    const text = texts[0]?.[at] ?? "";
    const shared = { text, x: frame.middles[at] ?? 0, align: "center", weight: "regular" } as const;
    if (extent === undefined) {
      const y = toY(frame, 0) - LINE_HEIGHT / 2;
      return [{ ...shared, y, color: QUIET, rank: 4, onPlate: true }];
    }
    const isShown = telling === undefined ? (last - at) % step === 0 : telling.includes(at);
    if (at === last || !isShown) return [];
    const y = toY(frame, pointOf(extent)) + offsetOf(line, at);
    return [{ ...shared, y, color: INK, rank: 2, onPlate: true }];
  });
}

/** A value stands above its point, in a valley below it, so that the line does not run through it. */
function offsetOf({ extents }: SeriesModel, at: number): number {
  const here = extents[at];
  const beside = [extents[at - 1], extents[at + 1]].filter((each) => each !== undefined);
  const isValley =
    here !== undefined &&
    beside.length > 0 &&
    beside.every((each) => pointOf(each) > pointOf(here)) &&
    pointOf(here) > 0;
  return (isValley ? 1 : -1) * (LINE_HEIGHT / 2 + 4);
}

/** First, highest and lowest point of a line. */
export function turningPoints({ extents }: SeriesModel): readonly number[] {
  const points = extents.flatMap((extent, at) =>
    extent === undefined ? [] : [{ at, value: pointOf(extent) }],
  );
  const sorted = points.toSorted((one, other) => one.value - other.value);
  return [points[0], sorted[0], sorted.at(-1)].flatMap((point) => (point ? [point.at] : []));
}
