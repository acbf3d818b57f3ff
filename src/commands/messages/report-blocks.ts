import type { Dispatch, SummaryFigure } from "../../dispatch/dispatch.ts";
import { type Block, clipMarkup, escapeMarkup, LIMITS, markup, plain, SHARES } from "../text.ts";
import { buildChart } from "./chart-block.ts";

/** Title, headline, figures and chart: how a report looks wherever Slack shows one. */
export function buildReportBlocks(dispatch: Pick<Dispatch, "summary" | "picture">): Block[] {
  const { summary } = dispatch;
  const title = `${summary.title} · ${summary.period}`;
  const figures = summary.figures.slice(0, LIMITS.fieldsPerSection);
  return [
    { type: "header", text: plain(title, LIMITS.header) },
    { type: "section", text: plain(summary.headline, SHARES.headline) },
    ...(figures.length > 0 ? [{ type: "section" as const, fields: figures.map(buildFigure) }] : []),
    ...buildChart(dispatch),
  ];
}

function buildFigure({ label, value, note }: SummaryFigure) {
  const share = (text: string, limit: number) => clipMarkup(escapeMarkup(text), limit);
  const lines = [
    share(label, SHARES.figureLabel),
    `*${share(value, SHARES.figureValue)}*`,
    ...(note === undefined ? [] : [share(note, SHARES.figureNote)]),
  ];
  return markup(lines.join("\n"), LIMITS.field);
}
