import { join } from "node:path";
import { loadPortfolio } from "../../../src/portfolio/load.ts";
import type { Entity, Portfolio } from "../../../src/portfolio/portfolio.ts";
import { composeReport, type ReportChoices } from "../../../src/reports/compose.ts";
import { createFormatter } from "../../../src/reports/format.ts";
import { findReport, REPORT_TYPES, REPORTS } from "../../../src/reports/registry.ts";
import type { ChartBlock, Report, TableBlock } from "../../../src/reports/report.ts";
import { withTrend } from "../../../src/reports/trend.ts";

const folder = join(import.meta.dirname, "../../../portfolio");

/** The portfolio that the product ships with. */
export const sample: Portfolio = await loadPortfolio(folder, { reportTypes: REPORT_TYPES });

const now = new Date("2027-03-01T12:00:00Z");

export function compose(type: string, portfolio: Portfolio = sample): Report {
  return composeReport(findReport(REPORTS, type), portfolio, now);
}

/** The sample's report for a period or an entity. */
export function composeFor(type: string, choices: ReportChoices): Report {
  return composeReport(findReport(REPORTS, type), sample, now, choices);
}

/** The sample with some of its entities changed. */
export function withEntities(change: (entity: Entity) => Entity): Portfolio {
  return { ...sample, entities: sample.entities.map(change) };
}

/** A figure of the first screen, as a reader sees it. */
export function figure(report: Report, id: string): string | undefined {
  const metric = report.metrics.find((each) => each.id === id);
  return metric && createFormatter(report.format).figure(metric.value);
}

/** What stands under a figure, as a reader sees it: `▲ 6% above September; 4% over plan`. */
export function under(report: Report, id: string): string | undefined {
  const metric = report.metrics.find((each) => each.id === id);
  if (metric === undefined) return undefined;
  const { change, note = "" } = metric;
  const moved = change === undefined ? "" : withTrend(change.trend, change.words);
  return [moved, note].filter((part) => part !== "").join("; ");
}

/** The headings of all sections, one a line. */
export function headings({ sections }: Report): string {
  return sections.map(({ heading }) => heading).join("\n");
}

export function charts(report: Report): readonly ChartBlock[] {
  return blocks(report).filter((block) => block.kind === "chart");
}

export function tables(report: Report): readonly TableBlock[] {
  return blocks(report).filter((block) => block.kind === "table");
}

function blocks(report: Report) {
  return report.sections.flatMap((section) => section.blocks);
}
