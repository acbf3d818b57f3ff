import type { Formatter } from "../reports/format.ts";
import type { ChartBlock, ChartSeries, Scenario, Value } from "../reports/report.ts";
import { extentOf, partsOf, type Scale, scaleOf } from "./chart-scale.ts";
import { cleanLine, widthOf } from "./plain.ts";
import { shorten } from "./shorten.ts";
import { titleLine } from "./title-line.ts";

/** One bar of a chart that runs down. Widths in percent of the bar's cell. */
interface BarView {
  readonly label: string;
  /** Bars the label stands beside; 0 for the second and later series of a category. */
  readonly span: number;
  readonly lead: number;
  readonly solid: number;
  readonly extension: number;
  readonly fill: string;
  readonly fillStyle: string;
  readonly value: string;
  /** Empty where the chart has one series only. */
  readonly series: string;
}

/** One standing bar. Heights in pixels. */
interface ColumnView {
  readonly solid: number;
  readonly extension: number;
  readonly fill: string;
  readonly fillStyle: string;
  readonly value: string;
}

/** A category of standing bars. */
interface GroupView {
  readonly label: string;
  readonly columns: readonly ColumnView[];
}

/** The chart's values as text, for where no bars can be drawn. */
interface ChartData {
  readonly names: readonly string[];
  readonly rows: readonly { readonly category: string; readonly values: readonly string[] }[];
}

/** A chart as cells of HTML tables; either `bars` or `groups` is empty. */
export interface ChartView {
  readonly message: string;
  readonly title: string;
  readonly bars: readonly BarView[];
  readonly groups: readonly GroupView[];
  /** What the fills mean, where no label can say it. */
  readonly legend: string;
  readonly more: string;
  readonly data: ChartData;
}

/** What stands on the bars, by series, then by category. */
type Labels = readonly (readonly string[])[];

const NAME_LIMIT = 40;
const CATEGORY_LIMIT = 80;
const COLUMN_HEIGHT = 120;
/** Width of the narrowest chart, a phone's, in pixels. */
const NARROWEST = 327;
/** Width of a character beside a lying bar and above a standing one, in pixels. */
const CHARACTER = 7.5;
const SMALL_CHARACTER = 5.6;
const BAR_GAP = 2;
const GROUP_GAP = 8;

/** Fills by scenario (IBCS): actual dark, previous light, plan outlined, forecast hatched. */
const FILL_STYLES: Readonly<Record<Scenario, string>> = {
  actual: "background-color:#1f2937;border:1px solid #1f2937",
  previous: "background-color:#a3acb9;border:1px solid #a3acb9",
  plan: "background-color:#ffffff;border:1px solid #1f2937",
  forecast:
    "background-color:#ffffff;background-image:repeating-linear-gradient(135deg,#1f2937 0,#1f2937 2px,#ffffff 2px,#ffffff 6px);border:1px dashed #1f2937",
};

/**
 * Lays a chart out. Time stands as columns while the values fit side by side on a phone, and runs down in
 * the same order otherwise; so do charts with negative values.
 */
export function buildChart(chart: ChartBlock, format: Formatter, limit: number): ChartView {
  const scale = scaleOf(chart);
  const labels = buildLabels(chart, format);
  const stands = chart.shape === "columns" && scale.min === 0 && fitsStanding(labels);
  const categories = shorten(chart.categories, limit, "row");
  return {
    message: cleanLine(chart.message),
    title: titleLine(chart.title),
    bars: stands ? [] : buildBars(chart, categories.shown, scale, labels),
    groups: stands ? buildGroups(chart, scale, labels) : [],
    legend: buildLegend(chart, stands),
    more: categories.more,
    data: {
      names: chart.series.map((series) => cleanLine(series.name, NAME_LIMIT)),
      rows: categories.shown.map((category, index) => ({
        category: cleanLine(category, CATEGORY_LIMIT),
        values: labels.map((series) => series[index] ?? ""),
      })),
    },
  };
}

/** Whether the values of all bars fit side by side on a phone. */
function fitsStanding(labels: Labels): boolean {
  const widths = labels.flat().map(widthOf);
  const bar = Math.max(0, ...widths) * SMALL_CHARACTER + BAR_GAP;
  return bar * widths.length + GROUP_GAP * (labels[0]?.length ?? 0) <= NARROWEST;
}

function buildBars(
  chart: ChartBlock,
  categories: readonly string[],
  scale: Scale,
  labels: Labels,
): readonly BarView[] {
  const bars = categories.flatMap((category, index) =>
    drawnSeries(chart.series, index).map((series, position, all) => ({
      label: cleanLine(category, CATEGORY_LIMIT),
      span: position === 0 ? all.length : 0,
      name: chart.series.length > 1 ? cleanLine(series.name, NAME_LIMIT) : "",
      value: labels[chart.series.indexOf(series)]?.[index] ?? "",
      series,
      index,
    })),
  );
  const longest = Math.max(0, ...bars.map(({ value, name }) => widthOf(`${value} ${name}`)));
  const room = Math.min(
    78,
    Math.max(30, Math.floor(100 - (longest * CHARACTER * 100) / NARROWEST)),
  );
  return bars.map(({ label, span, series, index, name, value }) => ({
    label,
    span,
    value,
    series: name,
    ...partsOf(extentAt(series, index), scale, room),
    ...fillOf(series),
  }));
}

/** Series with a value for a category: an actual month has no forecast, and no bar that says so. */
function drawnSeries(series: readonly ChartSeries[], index: number): readonly ChartSeries[] {
  const drawn = series.filter((one) => extentAt(one, index) !== undefined);
  return drawn.length > 0 ? drawn : series.slice(0, 1);
}

function buildGroups(chart: ChartBlock, scale: Scale, labels: Labels): readonly GroupView[] {
  return chart.categories.map((category, index) => ({
    label: cleanLine(category, CATEGORY_LIMIT),
    columns: chart.series.map((series, at) => {
      const { solid, extension } = partsOf(extentAt(series, index), scale, COLUMN_HEIGHT);
      return { solid, extension, value: labels[at]?.[index] ?? "", ...fillOf(series) };
    }),
  }));
}

function buildLegend(chart: ChartBlock, stands: boolean): string {
  const ranges = chart.series.some((series) =>
    series.values.some((value) => value.kind === "money-range" && value.low !== value.high),
  );
  const names = chart.series.map((series) => cleanLine(series.name, NAME_LIMIT));
  return [
    stands && names.length > 1 ? `Left to right: ${names.join(", ")}.` : "",
    ranges ? "The lighter part runs from the low to the high end of the range." : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

function fillOf({ scenario }: ChartSeries): { fill: string; fillStyle: string } {
  return { fill: scenario, fillStyle: FILL_STYLES[scenario] };
}

function extentAt(series: ChartSeries, index: number) {
  const value = series.values[index];
  return value === undefined ? undefined : extentOf(value);
}

/**
 * What stands on the bars: large amounts short, in all series alike or in none; one precision per series.
 *
 * @returns By series, then by category.
 */
function buildLabels({ categories, series }: ChartBlock, format: Formatter): Labels {
  const values = series.map((one) =>
    categories.map((_category, index): Value => one.values[index] ?? { kind: "missing" }),
  );
  const short = format.hasLarge(values.flat());
  return values.map((each) => format.column(each, { short }).map((label) => cleanLine(label, 40)));
}
