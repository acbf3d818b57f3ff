import type { BarSeriesOption } from "echarts/charts";
import type { Drawing } from "./drawing.ts";
import type { Extent } from "./extent.ts";
import { type Fill, fillOf, rangeFillOf } from "./fills.ts";
import type { SeriesModel } from "./lanes.ts";
import type { ChartModel } from "./model.ts";
import { PAPER } from "./theme.ts";

/** A piece of a bar; pieces of one bar stand on each other. */
interface Piece {
  readonly value: number;
  readonly itemStyle: Fill | { readonly opacity: 0 };
}

/** What is not there is not drawn; the library's own sign for it. */
const NOTHING = "-";
const SEPARATOR = 1;

/** The bars of a chart: each series as one row of pieces, or two where it has ranges. */
export function buildBarSeries(
  model: ChartModel,
  { plot, scale, lanes }: Drawing,
  shape: "bars" | "columns",
): BarSeriesOption[] {
  const length = shape === "bars" ? plot.right - plot.left : plot.bottom - plot.top;
  const pixel = (scale.max - scale.min) / length;
  return model.lanes.flatMap((lane, position) =>
    lane.flatMap((series) => {
      const pieces = series.extents.map((extent) =>
        cutPieces(series, extent, pixel, model.stacked),
      );
      return [0, 1]
        .filter((piece) => pieces.some((each) => each[piece] !== undefined))
        .map(
          (piece): BarSeriesOption => ({
            type: "bar",
            stack: `${position}`,
            barWidth: lanes.thickness,
            barGap: `${lanes.gap * 100}%`,
            silent: true,
            // What is measured lies on what it is measured against.
            z: 2 + position / model.lanes.length,
            data: pieces.map((each) => each[piece] ?? NOTHING),
          }),
        );
    }),
  );
}

/**
 * A bar as pieces that stand on each other from zero: the certain part, then the range. Below zero, a range has no
 * certain part to stand on; there, an invisible one carries it.
 *
 * @param pixel In units of the scale: what is not zero is at least that long.
 */
function cutPieces(
  { scenario, shade }: SeriesModel,
  extent: Extent | undefined,
  pixel: number,
  stacked: boolean,
): readonly Piece[] {
  if (extent === undefined) return [];
  const { low, high } = extent;
  const fill = separate(fillOf(scenario, shade), stacked);
  const range = rangeFillOf(scenario, shade);
  const visible = (value: number) => Math.sign(value) * Math.max(Math.abs(value), pixel);
  if (low === high) return [{ value: visible(low), itemStyle: fill }];
  if (low >= 0) {
    return [
      { value: low, itemStyle: fill },
      { value: visible(high - low), itemStyle: range },
    ];
  }
  const far = { value: visible(low - Math.min(0, high)), itemStyle: range };
  if (high <= 0) return [{ value: high, itemStyle: { opacity: 0 } }, far];
  return [{ value: visible(high), itemStyle: range }, far];
}

/** Solid parts of a stack are told apart by a thin line of paper. */
function separate(fill: Fill, stacked: boolean): Fill {
  if (!stacked || fill.borderWidth > 0) return fill;
  return { ...fill, borderColor: PAPER, borderWidth: SEPARATOR };
}
