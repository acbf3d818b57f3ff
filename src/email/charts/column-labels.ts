import type { Formatter } from "../../reports/format.ts";
import { type ColumnContext, labelColumn } from "./column-label.ts";
import { reachOf } from "./drawing.ts";
import type { Box, Label } from "./labels.ts";
import type { MeasureText } from "./measure.ts";
import type { ChartModel } from "./model.ts";
import { type ColumnFrame, columnBox } from "./scale-to-pixels.ts";
import { fitsInside, labelSegments } from "./segment-labels.ts";
import { TEXT_GAP } from "./theme.ts";
import { buildTracks, type Track } from "./tracks.ts";
import { type ValueTexts, widestOf, writeValues } from "./value-texts.ts";

/** Writes the values on the columns, and the variance above them where the chart compares. */
export function labelColumns(
  model: ChartModel,
  frame: ColumnFrame,
  format: Formatter,
  measure: MeasureText,
): readonly Label[] {
  const tracks = buildTracks(model);
  const { shown, texts, parts } = writeTracks(model, tracks, frame, format, measure);
  const every = shown.length > 1 ? 1 : stepOf(widestOf(texts, measure), frame.slot);
  const context: ColumnContext = {
    model,
    frame,
    measure,
    boxes: drawnBoxes(model, frame),
    inside: fitInside(model, frame, texts[0] ?? [], measure),
  };
  const last = model.categories.length - 1;
  const labels = shown.flatMap((track, index) =>
    model.categories.flatMap((_category, at) =>
      (last - at) % every === 0 ? labelColumn(track, at, texts[index]?.[at] ?? "", context) : [],
    ),
  );
  return [...labels, ...labelSegments(model, frame, parts, measure)];
}

/** At which columns values fit side by side: all, every second, third, … */
function stepOf(widest: number, slot: number): number {
  // The last one is moved into the picture, towards the one before.
  const moved = Math.max(0, (widest - slot) / 2);
  return Math.max(1, Math.ceil((widest + moved + TEXT_GAP) / slot));
}

/** The values of all tracks; of the main one only, where they do not fit side by side. */
function writeTracks(
  model: ChartModel,
  tracks: readonly Track[],
  frame: ColumnFrame,
  format: Formatter,
  measure: MeasureText,
) {
  const parts = model.stacked ? model.series.map(({ values }) => values) : [];
  const write = (shown: readonly Track[], room: number) => {
    const values = [...shown.map((track) => track.values), ...parts];
    const all = writeValues(values, format, measure, room - TEXT_GAP);
    return { shown, texts: all.slice(0, shown.length), parts: all.slice(shown.length) };
  };
  if (tracks.length > 1) {
    const pitch = frame.lanes.thickness * (1 + frame.lanes.gap);
    const written = write(tracks, pitch);
    if (widestOf(written.texts, measure) + TEXT_GAP <= pitch) return written;
  }
  const main = tracks.filter(({ isMain }) => isMain);
  return write(main, frame.slot);
}

/** Whether all actual values that are compared fit into their columns, so that the variance alone stands above. */
function fitInside(
  { variances, categories, lanes: [, primaries = []] }: ChartModel,
  frame: ColumnFrame,
  texts: ValueTexts[number],
  measure: MeasureText,
): boolean {
  if (variances.length === 0) return false;
  return categories.every((_category, at) => {
    const reach = reachOf(primaries, at);
    return (
      reach === undefined || fitsInside(texts[at] ?? "", columnBox(frame, at, 1, reach), measure)
    );
  });
}

/** Every column that is drawn. Texts wider than their own must not lie on its neighbours. */
function drawnBoxes({ lanes, categories }: ChartModel, frame: ColumnFrame): readonly Box[] {
  return lanes.flatMap((lane, position) =>
    categories.flatMap((_category, at) => {
      const reach = reachOf(lane, at);
      return reach === undefined ? [] : [columnBox(frame, at, position, reach)];
    }),
  );
}
