import type { Formatter } from "../../reports/format.ts";
import { labelCategories } from "./category-labels.ts";
import { type Drawing, scaleOfLanes, sizeLanes } from "./drawing.ts";
import { buildKey } from "./key.ts";
import type { Box } from "./labels.ts";
import { endWidth, labelEnds, labelPoints } from "./line-labels.ts";
import type { MeasureText } from "./measure.ts";
import type { ChartModel } from "./model.ts";
import { buildNote } from "./note.ts";
import { LINE_HEIGHT, TEXT_GAP } from "./theme.ts";
import { widestOf, writeValues } from "./value-texts.ts";

const PLOT_HEIGHT = 150;
const GAP = 4;
/** More names beside the ends of lines than fit are written into a key instead. */
const MOST_ENDS = Math.floor(PLOT_HEIGHT / LINE_HEIGHT);

/** Lays out lines: a value over many points in time, from left to right. */
export function layOutLines(
  model: ChartModel,
  format: Formatter,
  measure: MeasureText,
  width: number,
): Drawing {
  const named = model.series.length <= MOST_ENDS;
  const key = buildKey(model, named, width, measure);
  const scale = scaleOfLanes(model);
  const top = key.height + LINE_HEIGHT + GAP;
  const bottom = top + PLOT_HEIGHT;
  const values = model.series.map((one) => one.values);
  const count = Math.max(1, model.categories.length);
  const texts = writeValues(values, format, measure, width / count - TEXT_GAP);
  const ends = named ? endWidth(model, texts, width, measure) : 0;
  // The names stand right beside the last point, in the rest of its room and beyond.
  const slot = Math.min(width / count, (width - ends) / (count - 0.5));
  const plot: Box = { left: 0, right: slot * count, top, bottom };
  const middles = model.categories.map((_category, at) => (at + 0.5) * slot);
  const frame = { plot, scale, lanes: sizeLanes(model, slot, slot), slot, middles };
  const below = bottom + (scale.min < 0 ? LINE_HEIGHT : 0) + GAP;
  const categories = labelCategories(model.categories, middles, slot, below, measure);
  const note = buildNote(model.more, below + categories.height);
  const step = Math.ceil((widestOf(texts, measure) + TEXT_GAP) / slot);
  return {
    width,
    height: Math.ceil(below + categories.height + note.height + GAP),
    plot,
    scale,
    lanes: frame.lanes,
    swatches: key.swatches,
    labels: [
      ...key.labels,
      ...categories.labels,
      ...labelEnds(model, frame, texts, ends, measure),
      ...labelPoints(model, frame, texts, step),
      ...note.labels,
    ],
  };
}
