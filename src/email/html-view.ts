/** Report → strings for the template. What a value, date or meaning looks like is decided here, once. */
import { createFormatter, type Formatter } from "../reports/format.ts";
import type { Action, Metric, Report, Section } from "../reports/report.ts";
import { buildBlock } from "./block-view.ts";
import type { ActionView, FigureRowView, FigureView, MailView, SectionView } from "./mail-view.ts";
import { MEANING_SIGNS, MEANING_WORDS } from "./meaning.ts";
import { cleanLine } from "./plain.ts";
import { shorten } from "./shorten.ts";

/**
 * The view of a report.
 *
 * @param limit Most rows, items or bars of any one list.
 */
export function buildView(report: Report, limit: number): MailView {
  const format = createFormatter(report.format);
  const actions = shorten(report.actions, limit, "step");
  const missing = shorten(report.missing, limit, "fact");
  const sources = shorten(report.sources, limit, "file");
  return {
    lang: report.format.locale,
    title: cleanLine(report.title, 80),
    period: cleanLine(report.period.label, 80),
    portfolio: cleanLine(report.portfolio, 120),
    headline: cleanLine(report.headline),
    reportingDate: format.date(report.reportingDate),
    figureRows: inRows(report.metrics.map((metric) => buildFigure(metric, format))),
    sections: report.sections.map((section) => buildSection(section, format, limit)),
    actions: actions.shown.map((action, index) => buildAction(action, index + 1, format)),
    moreActions: actions.more,
    missing: missing.shown.map(({ what, where }) => ({
      what: cleanLine(what),
      where: cleanLine(where),
    })),
    moreMissing: missing.more,
    sources: sources.shown.map(({ file, asOf }) => ({
      file: cleanLine(file),
      asOf: format.date(asOf),
    })),
    moreSources: sources.more,
  };
}

function buildFigure(metric: Metric, format: Formatter): FigureView {
  return {
    label: cleanLine(metric.label, 80),
    value: cleanLine(format.value(metric.value), 80),
    note: cleanLine(metric.note ?? "", 200),
    meaning: metric.meaning,
    meaningWord: MEANING_WORDS[metric.meaning],
    sign: MEANING_SIGNS[metric.meaning],
  };
}

/** Three to a row; four stand two by two. */
function inRows(figures: readonly FigureView[]): readonly FigureRowView[] {
  const perRow = figures.length === 4 || figures.length === 2 ? 2 : 3;
  const rows: FigureRowView[] = [];
  for (let at = 0; at < figures.length; at += perRow) {
    const row = figures.slice(at, at + perRow);
    rows.push({ figures: row, gap: row.length === perRow - 1 });
  }
  return rows;
}

function buildSection({ heading, blocks }: Section, format: Formatter, limit: number): SectionView {
  return {
    heading: cleanLine(heading),
    blocks: blocks.map((block) => buildBlock(block, format, limit)),
  };
}

function buildAction(action: Action, rank: number, format: Formatter): ActionView {
  const due = action.due === undefined ? "" : `due ${format.date(action.due)}`;
  const detail = [cleanLine(action.owner, 80), due, cleanLine(action.effect ?? "")];
  return {
    rank,
    title: cleanLine(action.title),
    detail: detail.filter((part) => part !== "").join(" · "),
  };
}
