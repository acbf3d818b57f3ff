import { reachOf } from "./drawing.ts";
import type { Box, Label } from "./labels.ts";
import { drawnAt } from "./lanes.ts";
import type { MeasureText } from "./measure.ts";
import type { ChartModel } from "./model.ts";
import { type ColumnFrame, columnBox, toY } from "./scale-to-pixels.ts";
import { inkInside } from "./segment-labels.ts";
import { INK, LINE_HEIGHT, MEANING_COLOURS, QUIET } from "./theme.ts";
import { isHanging, isKnown, type Track } from "./tracks.ts";

/** What a text on a column has to heed. */
export interface ColumnContext {
  readonly model: ChartModel;
  readonly frame: ColumnFrame;
  readonly measure: MeasureText;
  /** Of all columns. */
  readonly boxes: readonly Box[];
  /** Whether values that are compared stand in their columns. */
  readonly inside: boolean;
}

/** Between a column and what stands on it. */
const GAP = 2;

/** The value of one column, and its variance. */
export function labelColumn(
  track: Track,
  at: number,
  text: string,
  context: ColumnContext,
): readonly Label[] {
  const { model, frame } = context;
  const reach = track.reaches[at];
  const middle = frame.middles[at] ?? 0;
  if (reach === undefined) {
    // One sign that nothing is known, not one for each bar that is not there.
    return track.isMain && !isKnown(model, at) ? [labelMissing(text, middle, frame)] : [];
  }
  const lane = track.lanes[at];
  const x = middle + (lane === undefined ? 0 : (frame.lanes.offsets[lane] ?? 0));
  const write = (line: number, words: string, look: Pick<Label, "color" | "weight" | "rank">) => ({
    text: words,
    x,
    y: lineBeyond(line, x, words, isHanging(reach), context),
    align: "center" as const,
    ...look,
  });
  const variance = model.variances[at];
  const isCompared = lane === undefined && model.variances.length > 0;
  const within = isCompared && context.inside ? labelWithin(at, text, context) : undefined;
  const alone = isCompared && variance === undefined ? labelUpon(at, text, context) : undefined;
  const value = within ?? alone ?? write(0, text, { color: INK, weight: "regular", rank: 2 });
  if (variance === undefined) return [value];
  const color = MEANING_COLOURS[variance.meaning];
  const line = within === undefined ? 1 : 0;
  return [value, write(line, variance.text, { color, weight: "medium", rank: 3 })];
}

function labelMissing(text: string, x: number, frame: ColumnFrame): Label {
  const y = toY(frame, 0) - GAP - LINE_HEIGHT / 2;
  return { text, x, y, align: "center", color: QUIET, weight: "regular", rank: 2 };
}

/** The middle of a line of text that stands on, or hangs below, all columns it is above. */
function lineBeyond(
  line: number,
  x: number,
  text: string,
  hangs: boolean,
  { frame, boxes, measure }: ColumnContext,
): number {
  const half = measure(text, "medium") / 2;
  const covered = boxes.filter(({ left, right }) => left < x + half && right > x - half);
  const edge = hangs
    ? Math.max(toY(frame, 0), ...covered.map(({ bottom }) => bottom))
    : Math.min(toY(frame, 0), ...covered.map(({ top }) => top));
  return edge + (hangs ? 1 : -1) * (GAP + (line + 0.5) * LINE_HEIGHT);
}

/** The column of the actual value, where it is compared and there is one. */
function primaryColumn(at: number, { model, frame }: ColumnContext) {
  const [, primaries = []] = model.lanes;
  const series = drawnAt(primaries, at);
  const reach = reachOf(primaries, at);
  if (series === undefined || reach === undefined) return undefined;
  return { series, hangs: isHanging(reach), box: columnBox(frame, at, 1, reach) };
}

/** From the end of a column to the middle of the line next to it. */
const INSET = GAP + LINE_HEIGHT / 2;

/** The actual value at the end of its own column: above the plan's, it would read like the plan's value. */
function labelWithin(at: number, text: string, context: ColumnContext): Label | undefined {
  const column = primaryColumn(at, context);
  if (column === undefined) return undefined;
  const { series, hangs, box } = column;
  const y = hangs ? box.bottom - INSET : box.top + INSET;
  const x = (box.left + box.right) / 2;
  return { text, x, y, align: "center", weight: "regular", rank: 2, ...inkInside(series) };
}

/** The actual value upon its own column, for one without a variance: it alone above the plan's would read like that. */
function labelUpon(at: number, text: string, context: ColumnContext): Label | undefined {
  const column = primaryColumn(at, context);
  if (column === undefined) return undefined;
  const { hangs, box } = column;
  const x = context.frame.middles[at] ?? 0;
  const y = hangs ? box.bottom + INSET : box.top - INSET;
  const look = { color: INK, weight: "regular", rank: 2, onPlate: true } as const;
  return { text, x, y, align: "center", ...look };
}
