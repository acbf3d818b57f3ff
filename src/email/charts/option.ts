import type { BarSeriesOption, LineSeriesOption } from "echarts/charts";
import type { GraphicComponentOption, GridComponentOption } from "echarts/components";
import type { ComposeOption } from "echarts/core";
import type { Formatter } from "../../reports/format.ts";
import type { ChartBlock } from "../../reports/report.ts";
import { buildBarSeries } from "./bar-series.ts";
import { layOutBars } from "./bars.ts";
import { layOutColumns } from "./columns.ts";
import type { Drawing } from "./drawing.ts";
import { buildGraphics } from "./graphics.ts";
import { keepReadable } from "./labels.ts";
import { buildLineSeries } from "./line-series.ts";
import { layOutLines } from "./lines.ts";
import type { MeasureText } from "./measure.ts";
import { buildModel } from "./model.ts";
import { INK, PAPER } from "./theme.ts";

export type ChartOption = ComposeOption<
  BarSeriesOption | LineSeriesOption | GridComponentOption | GraphicComponentOption
>;

/** What the charting library is told, and the size it needs for it. */
export interface ChartPlan {
  readonly option: ChartOption;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

const LAYOUTS = { bars: layOutBars, columns: layOutColumns, line: layOutLines } as const;
/** The zero line lies on the bars, the texts on everything. */
const ZERO_LINE = { show: true, onZero: true, lineStyle: { color: INK, width: 1 } } as const;

/**
 * Plans a chart after IBCS: fills by scenario, values on the bars, no axis but the line at zero. The library
 * draws bars, lines and that line; texts are placed here, because its own may overlap.
 *
 * @param width Of the picture, in CSS pixels.
 * @see https://www.ibcs.com/ibcs-standards-1-2/
 */
export function buildChartOption(
  chart: ChartBlock,
  format: Formatter,
  width: number,
  measure: MeasureText,
): ChartPlan {
  const model = buildModel(chart, format);
  const drawing = LAYOUTS[chart.shape](model, format, measure, width);
  const labels = keepReadable(drawing.labels, width, measure);
  const series =
    chart.shape === "line" ? buildLineSeries(model) : buildBarSeries(model, drawing, chart.shape);
  const option: ChartOption = {
    animation: false,
    backgroundColor: PAPER,
    grid: gridOf(drawing),
    ...buildAxes(chart.shape, model.categories.length, drawing),
    series,
    graphic: buildGraphics(labels, drawing.swatches, measure),
  };
  return { option, width, height: drawing.height };
}

/** Exactly the plot: the library would make it smaller for the texts that it does not write. */
function gridOf({ plot }: Drawing): GridComponentOption {
  const { left, right, top, bottom } = plot;
  return { left, top, width: right - left, height: bottom - top, outerBoundsMode: "none" };
}

function buildAxes(shape: ChartBlock["shape"], count: number, { scale }: Drawing) {
  const data = Array.from({ length: count }, (_none, at) => `${at}`);
  const hidden = { axisTick: { show: false }, axisLabel: { show: false } } as const;
  const category = { type: "category", data, axisLine: ZERO_LINE, z: 5, ...hidden } as const;
  const value = { type: "value", show: false, min: scale.min, max: scale.max } as const;
  return shape === "bars"
    ? { xAxis: value, yAxis: { ...category, inverse: true } }
    : { xAxis: category, yAxis: value };
}
