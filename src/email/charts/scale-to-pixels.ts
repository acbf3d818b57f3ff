import type { LaneSizes } from "./drawing.ts";
import type { Extent, Scale } from "./extent.ts";
import type { Box } from "./labels.ts";

/** What stands upright: where columns and points are, in CSS pixels. */
export interface ColumnFrame {
  readonly plot: Box;
  readonly scale: Scale;
  readonly lanes: LaneSizes;
  /** Width of a category's room. */
  readonly slot: number;
  /** Of the categories, from left to right. */
  readonly middles: readonly number[];
}

/** The height of a value, in CSS pixels from the top. */
export function toY({ plot, scale }: Pick<ColumnFrame, "plot" | "scale">, value: number): number {
  return plot.top + ((scale.max - value) / (scale.max - scale.min)) * (plot.bottom - plot.top);
}

/** The room of a column from its foot to its head. */
export function columnBox(frame: ColumnFrame, at: number, lane: number, reach: Extent): Box {
  const middle = (frame.middles[at] ?? 0) + (frame.lanes.offsets[lane] ?? 0);
  const half = frame.lanes.thickness / 2;
  return {
    left: middle - half,
    right: middle + half,
    top: toY(frame, Math.max(0, reach.high)),
    bottom: toY(frame, Math.min(0, reach.low)),
  };
}

/** What lies: where bars are, in CSS pixels. */
export interface BarFrame extends Pick<ColumnFrame, "plot" | "scale" | "lanes"> {
  /** Height of a category's room. */
  readonly row: number;
}

/** How far right a value stands, in CSS pixels. */
export function toX({ plot, scale }: BarFrame, value: number): number {
  return plot.left + ((value - scale.min) / (scale.max - scale.min)) * (plot.right - plot.left);
}
