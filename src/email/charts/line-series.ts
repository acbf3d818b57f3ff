import type { LineSeriesOption } from "echarts/charts";
import type { Scenario } from "../../reports/report.ts";
import { inkOf } from "./fills.ts";
import type { SeriesModel } from "./lanes.ts";
import { pointOf, turningPoints } from "./line-labels.ts";
import type { ChartModel } from "./model.ts";
import { PAPER } from "./theme.ts";

type Stroke = Pick<NonNullable<LineSeriesOption["lineStyle"]>, "width" | "type">;

/** IBCS for lines: actual strong, previous thinner and light, plan thin, forecast dashed. */
const STROKES: Readonly<Record<Scenario, Stroke>> = {
  actual: { width: 2.5, type: "solid" },
  previous: { width: 2, type: "solid" },
  plan: { width: 1.25, type: "solid" },
  forecast: { width: 2, type: [6, 4] },
};
const DOT = 7;
/** More dots than that hide the line. */
const MOST_DOTS = 14;

/** The lines of a chart. A value that is missing leaves a gap. */
export function buildLineSeries({ series }: ChartModel): LineSeriesOption[] {
  return series.map((one): LineSeriesOption => {
    const ink = inkOf(one.scenario, one.shade);
    const marked = series.length === 1 ? turningPoints(one) : [];
    return {
      type: "line",
      silent: true,
      showAllSymbol: true,
      symbol: "circle",
      clip: false,
      lineStyle: { color: ink, ...STROKES[one.scenario] },
      itemStyle: dotStyle(one, ink),
      z: one.scenario === "actual" ? 3 : 2,
      data: one.extents.map((extent, at) =>
        extent === undefined
          ? "-"
          : { value: pointOf(extent), symbolSize: hasDot(one, at, marked) ? DOT : 0 },
      ),
    };
  });
}

function dotStyle({ scenario }: SeriesModel, ink: string) {
  const isOpen = scenario === "plan" || scenario === "forecast";
  return { color: isOpen ? PAPER : ink, borderColor: ink, borderWidth: isOpen ? 1.25 : 0 };
}

/** Dots mark few points, the last one, and those that no line leads to or that have their value. */
function hasDot({ extents }: SeriesModel, at: number, marked: readonly number[]): boolean {
  const isLast = extents.slice(at + 1).every((extent) => extent === undefined);
  const isAlone = extents[at - 1] === undefined && extents[at + 1] === undefined;
  return extents.length <= MOST_DOTS || isLast || isAlone || marked.includes(at);
}
