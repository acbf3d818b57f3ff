import { createFormatter, type Formatter } from "../reports/format.ts";
import { newerKinds } from "../reports/newer-facts.ts";
import type { ChartBlock, Metric, Report } from "../reports/report.ts";
import { withTrend } from "../reports/trend.ts";
import type { ReportSummary, SummaryChart } from "./dispatch.ts";

/** As many values of a chart as Slack shows fields in one section. */
const MOST_VALUES = 10;

/**
 * What of a report is shown in Slack.
 *
 * @param outdated Whether the data on disk has changed since and cannot be used.
 */
export function summarise(report: Report, outdated: boolean): ReportSummary {
  const format = createFormatter(report.format);
  const newer = newerKinds(report);
  return {
    title: report.title,
    headline: report.headline,
    period: report.period.label,
    figures: report.metrics.map((metric) => ({
      label: metric.label,
      value: format.figure(metric.value),
      meaning: metric.meaning,
      ...noteOf(metric),
    })),
    basis: [
      `${describeBasis(report, format.date)}${outdated ? ", before a change that cannot be read" : ""}`,
      ...(newer === "" ? [] : [`some facts are newer: ${newer}`]),
    ].join("; "),
    ...chartOf(report, format),
  };
}

/** What stands under a figure: `▲ 6% above September; 4% over plan`. */
function noteOf({ change, note = "" }: Metric): { readonly note?: string } {
  const moved = change === undefined ? "" : withTrend(change.trend, change.words);
  const parts = [moved, note].filter((part) => part !== "");
  return parts.length === 0 ? {} : { note: parts.join("; ") };
}

/** The chart that stands for the report: its first. */
function chartOf({ sections }: Report, format: Formatter): { readonly chart?: SummaryChart } {
  const blocks = sections.flatMap((section) => section.blocks);
  const chart = blocks.find((block): block is ChartBlock => block.kind === "chart");
  if (chart === undefined) return {};
  const { who, what, when } = chart.title;
  const title = [who, what, when].filter((part) => part !== "").join(" · ");
  return { chart: { message: chart.message, title, values: valuesOf(chart, format) } };
}

/** Of time the latest values, of structures the largest. */
function valuesOf({ shape, categories, series }: ChartBlock, format: Formatter) {
  const from = shape === "bars" ? 0 : Math.max(0, categories.length - MOST_VALUES);
  const columns = series.map(({ values }) => format.column(values));
  return categories.slice(from, from + MOST_VALUES).map((label, index) => {
    const values = series.map(({ name }, at) => {
      const value = columns[at]?.[from + index] ?? "";
      return series.length === 1 ? value : `${name} ${value}`;
    });
    return { label, value: values.join(" · ") };
  });
}

function describeBasis({ sources, reportingDate }: Report, date: (day: string) => string): string {
  const day = `Worked out for ${date(reportingDate)}`;
  const oldest = sources.map(({ asOf }) => asOf).sort()[0];
  if (oldest === undefined) return `${day}, without any source`;
  const files = sources.length === 1 ? "1 source" : `${sources.length} sources, the oldest`;
  return `${day}, from ${files} as of ${date(oldest)}`;
}
