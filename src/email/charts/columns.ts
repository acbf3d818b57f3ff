import type { Formatter } from "../../reports/format.ts";
import { labelCategories } from "./category-labels.ts";
import { labelColumns } from "./column-labels.ts";
import { type Drawing, scaleOfLanes, sizeLanes } from "./drawing.ts";
import { buildKey } from "./key.ts";
import type { Box } from "./labels.ts";
import type { MeasureText } from "./measure.ts";
import type { ChartModel } from "./model.ts";
import { buildNote } from "./note.ts";
import { nameStack, nameWidth } from "./stack-names.ts";
import { LINE_HEIGHT } from "./theme.ts";

const PLOT_HEIGHT = 150;
const WIDEST = 64;
/** Of a category's room, filled by its bars. */
const FILLED = { single: 0.62, several: 0.8 };
const GAP_ABOVE = 4;

/** Lays out bars that stand side by side: time, from left to right. */
export function layOutColumns(
  model: ChartModel,
  format: Formatter,
  measure: MeasureText,
  width: number,
): Drawing {
  const names = nameWidth(model, PLOT_HEIGHT, width, measure);
  const key = buildKey(model, names > 0, width, measure);
  const scale = scaleOfLanes(model);
  const lines = model.variances.length > 0 ? 2 : 1;
  const beyond = lines * LINE_HEIGHT + GAP_ABOVE;
  const top = key.height + beyond;
  const plot: Box = { left: 0, right: width - names, top, bottom: top + PLOT_HEIGHT };
  const slot = plot.right / Math.max(1, model.categories.length);
  const filled = model.lanes.length > 1 ? FILLED.several : FILLED.single;
  const lanes = sizeLanes(model, slot * filled, WIDEST);
  const middles = model.categories.map((_category, at) => (at + 0.5) * slot);
  const frame = { plot, scale, lanes, slot, middles };
  const below = plot.bottom + (scale.min < 0 ? beyond : GAP_ABOVE);
  const categories = labelCategories(model.categories, middles, slot, below, measure);
  const note = buildNote(model.more, below + categories.height);
  return {
    width,
    height: Math.ceil(below + categories.height + note.height + GAP_ABOVE),
    plot,
    scale,
    lanes,
    swatches: key.swatches,
    labels: [
      ...key.labels,
      ...categories.labels,
      ...nameStack(model, frame, names, measure),
      ...labelColumns(model, frame, format, measure),
      ...note.labels,
    ],
  };
}
