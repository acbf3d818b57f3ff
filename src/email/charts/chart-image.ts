import type { Formatter } from "../../reports/format.ts";
import type { ChartBlock } from "../../reports/report.ts";

/** A chart as a picture. */
export interface ChartImage {
  /** The file; twice as many pixels as `width` and `height` say, so that it is sharp on dense screens. */
  readonly png: Uint8Array;
  /** In CSS pixels. */
  readonly width: number;
  /** In CSS pixels; grows with what there is to show. */
  readonly height: number;
}

/** Draws a chart. The same chart gives the same bytes, in every process and on every machine. */
export type DrawChart = (chart: ChartBlock, format: Formatter) => Promise<ChartImage>;
