import type { Formatter } from "../../reports/format.ts";
import { labelBars, nameCategories } from "./bar-labels.ts";
import { type Drawing, scaleOfLanes, sizeLanes } from "./drawing.ts";
import { buildKey } from "./key.ts";
import type { Box } from "./labels.ts";
import { type MeasureText, wrapToWidth } from "./measure.ts";
import type { ChartModel } from "./model.ts";
import { buildNote } from "./note.ts";
import { LINE_HEIGHT, TEXT_GAP } from "./theme.ts";
import { buildTracks } from "./tracks.ts";
import { writeValues } from "./value-texts.ts";

const BAR = 18;
const ROW_GAP = 8;
const MOST_NAME = 0.4;
const MARGIN = 4;

/** Lays out bars below each other: structures, from the top down in the given order. */
export function layOutBars(
  model: ChartModel,
  format: Formatter,
  measure: MeasureText,
  width: number,
): Drawing {
  const key = buildKey(model, false, width, measure);
  const scale = scaleOfLanes(model);
  const tracks = buildTracks(model);
  const parts = model.stacked ? model.series.map(({ values }) => values) : [];
  const texts = writeValues([...tracks.map(({ values }) => values), ...parts], format, measure);
  const names = nameWidth(model, width * MOST_NAME, measure) + TEXT_GAP;
  const beside = besideWidth(model, texts.slice(0, tracks.length).flat(), measure);
  const row = rowHeight(model, names - TEXT_GAP, measure);
  const bottom = key.height + row * model.categories.length;
  const left = names + (scale.min < 0 ? beside : 0);
  const right = Math.max(left + 1, width - (scale.max > 0 ? beside : 0));
  const plot: Box = { left, right, top: key.height, bottom };
  const lanes = sizeLanes(model, row - ROW_GAP, BAR);
  const frame = { plot, scale, lanes, row };
  const note = buildNote(model.more, bottom);
  return {
    width,
    height: Math.ceil(bottom + note.height + MARGIN),
    plot,
    scale,
    lanes,
    swatches: key.swatches,
    labels: [
      ...key.labels,
      ...nameCategories(model, frame, names - TEXT_GAP, measure),
      ...labelBars(model, tracks, frame, texts, measure),
      ...note.labels,
    ],
  };
}

/** Room for the names of the rows, broken into lines. */
function nameWidth({ categories }: ChartModel, most: number, measure: MeasureText): number {
  const lines = categories.flatMap((name) => wrapToWidth(name, most, 2, measure));
  return Math.ceil(Math.max(0, ...lines.map((line) => measure(line, "regular"))));
}

/** Room for what stands beside the longest bar. */
function besideWidth(model: ChartModel, texts: readonly string[], measure: MeasureText): number {
  const widest = Math.max(0, ...texts.map((text) => measure(text, "regular")));
  const variances = model.variances.map((each) => measure(each?.text ?? "", "medium"));
  const variance = Math.max(0, ...variances);
  return Math.ceil(widest + TEXT_GAP + (variance > 0 ? variance + TEXT_GAP : 0));
}

/** All rows are alike, so that bars of one length read as one length. */
function rowHeight(model: ChartModel, room: number, measure: MeasureText): number {
  const wraps = model.categories.some((name) => measure(name, "regular") > room);
  const { lanes, variances } = model;
  const bars = variances.length > 0 ? BAR * 1.33 : lanes.length * BAR * 1.12;
  return Math.ceil(Math.max(wraps ? 2 * LINE_HEIGHT : LINE_HEIGHT, bars) + ROW_GAP);
}
