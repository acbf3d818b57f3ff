import { createFormatter } from "../reports/format.ts";
import { newerKinds } from "../reports/newer-facts.ts";
import type { Report } from "../reports/report.ts";
import type { ReportSummary } from "./dispatch.ts";

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
      ...(metric.note !== undefined && { note: metric.note }),
    })),
    basis: [
      `${describeBasis(report, format.date)}${outdated ? ", before a change that cannot be read" : ""}`,
      ...(newer === "" ? [] : [`some facts are newer: ${newer}`]),
    ].join("; "),
  };
}

function describeBasis({ sources, reportingDate }: Report, date: (day: string) => string): string {
  const day = `Worked out for ${date(reportingDate)}`;
  const oldest = sources.map(({ asOf }) => asOf).sort()[0];
  if (oldest === undefined) return `${day}, without any source`;
  const files = sources.length === 1 ? "1 source" : `${sources.length} sources, the oldest`;
  return `${day}, from ${files} as of ${date(oldest)}`;
}
