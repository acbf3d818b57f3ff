import type { ReportSummary, SummaryFigure } from "../../dispatch/dispatch.ts";
import { type Block, escapeMarkup, LIMITS, markup, plain } from "../text.ts";

/** Title, headline and figures: how a report looks wherever Slack shows one. */
export function buildReportBlocks(summary: ReportSummary): Block[] {
  const title = `${summary.title} · ${summary.period}`;
  const figures = summary.figures.slice(0, LIMITS.fieldsPerSection);
  return [
    { type: "header", text: plain(title, LIMITS.header) },
    { type: "section", text: plain(summary.headline) },
    ...(figures.length > 0 ? [{ type: "section" as const, fields: figures.map(buildFigure) }] : []),
  ];
}

function buildFigure({ label, value, note }: SummaryFigure) {
  const lines = [escapeMarkup(label), `*${escapeMarkup(value)}*`];
  if (note !== undefined) lines.push(escapeMarkup(note));
  return markup(lines.join("\n"), LIMITS.field);
}
