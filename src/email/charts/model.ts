import type { Formatter } from "../../reports/format.ts";
import type { ChartBlock, ChartSeries, Value } from "../../reports/report.ts";
import { extentOf } from "./extent.ts";
import { isPair, type Lane, referencesFirst, type SeriesModel, shareLanes } from "./lanes.ts";
import { chartText } from "./measure.ts";
import { compareSeries, type Variance } from "./variance.ts";

/** A chart with its texts cleaned and its series put where they belong. */
export interface ChartModel {
  readonly categories: readonly string[];
  readonly series: readonly SeriesModel[];
  readonly lanes: readonly Lane[];
  readonly stacked: boolean;
  /** By category; empty where the chart compares nothing. The last lane is compared with the first. */
  readonly variances: readonly (Variance | undefined)[];
  /** What is not shown, e.g. `and 12 more`; empty if everything is. */
  readonly more: string;
}

const NAME_LIMIT = 40;
const CATEGORY_LIMIT = 80;
/** Bars below each other that fit on a few screens of a phone. */
const MOST_BARS = 40;
/** Points side by side of which each has some pixels. */
const MOST_POINTS = 120;

/** Sorts a chart out: what is drawn, in which order, and what is compared with what. */
export function buildModel(chart: ChartBlock, format: Formatter): ChartModel {
  const [from, to] = shownCategories(chart);
  const left = chart.categories.length - (to - from);
  const series = chart.series.map((one) => buildSeries(one, chart, from, to));
  const stacked = chart.stacked === true && chart.shape !== "line";
  const ordered = chart.better === undefined || stacked ? series : referencesFirst(series);
  const lanes = stacked ? [series] : shareLanes(ordered);
  const compared = chart.better !== undefined && chart.shape !== "line" && isPair(lanes);
  return {
    categories: chart.categories.slice(from, to).map((each) => chartText(each, CATEGORY_LIMIT)),
    series,
    lanes,
    stacked,
    variances: compared
      ? compareSeries(lanes, chart.better, format).map((each, at) =>
          chart.unjudged?.includes(from + at) ? undefined : each,
        )
      : [],
    more:
      left === 0 ? "" : chart.shape === "bars" ? `and ${left} more` : `${left} earlier not shown`,
  };
}

/** The first bars, which are the largest, or the last points in time. */
function shownCategories({ shape, categories }: ChartBlock): readonly [from: number, to: number] {
  const count = categories.length;
  if (shape === "bars") return [0, count > MOST_BARS + 1 ? MOST_BARS : count];
  return [Math.max(0, count - MOST_POINTS), count];
}

function buildSeries(
  series: ChartSeries,
  chart: ChartBlock,
  from: number,
  to: number,
): SeriesModel {
  const alike = chart.series.filter(({ scenario }) => scenario === series.scenario);
  const values = Array.from(
    { length: to - from },
    (_none, at): Value => series.values[from + at] ?? { kind: "missing" },
  );
  return {
    name: chartText(series.name, NAME_LIMIT),
    scenario: series.scenario,
    shade: alike.length > 1 ? alike.indexOf(series) / (alike.length - 1) : 0,
    extents: values.map(extentOf),
    values,
  };
}
