/** Report → strings for the template. What a value, date or meaning looks like is decided here, once. */
import { englishOf } from "../reports/date-words.ts";
import { createFormatter, type Formatter } from "../reports/format.ts";
import { MEANING_SIGNS, MEANING_WORDS } from "../reports/meaning.ts";
import { newerWords } from "../reports/newer-facts.ts";
import { type Provenance, provenanceOf } from "../reports/provenance.ts";
import type { Action, Metric, Report, Section } from "../reports/report.ts";
import { TREND_ARROWS } from "../reports/trend.ts";
import { buildBlock } from "./block-view.ts";
import type { MailSetting } from "./mail-setting.ts";
import type {
  ActionView,
  FigureRowView,
  FigureView,
  MailView,
  ProvenanceView,
  SectionView,
} from "./mail-view.ts";
import { nameFiles } from "./name-files.ts";
import { cleanLine, NO_BREAK_SPACE, toParagraphs } from "./plain.ts";
import { shorten } from "./shorten.ts";

/** The view of a report. */
export function buildView(report: Report, setting: MailSetting): MailView {
  const { limit, brand } = setting;
  const format = createFormatter(report.format);
  const actions = shorten(report.actions, setting.steps.limit, "step", setting.steps.rest);
  const missing = shorten(report.missing, limit, "fact");
  return {
    lang: englishOf(report.format.locale),
    accent: brand.accent,
    accentDark: brand.accentDark,
    brand: cleanLine(brand.name, 80),
    logo: brand.logo,
    title: cleanLine(report.title, 80),
    period: cleanLine(report.period.label, 80),
    portfolio: cleanLine(report.portfolio, 120),
    headline: cleanLine(report.headline),
    senderNote: toParagraphs(setting.note),
    reportingDate: format.date(report.reportingDate),
    figureRows: inRows(report.metrics.map((metric) => buildFigure(metric, format))),
    sections: report.sections.map((section) => buildSection(section, format, setting)),
    actions: actions.shown.map((action, index) => buildAction(action, index + 1, format)),
    moreActions: actions.more,
    missing: missing.shown.map(({ what, from }) => ({
      what: cleanLine(what),
      from: cleanLine(from),
    })),
    moreMissing: missing.more,
    newer: cleanLine(newerWords(report)),
    attached: setting.attached.map((name) => cleanLine(name, 100)).join(", "),
    leftOut: setting.leftOut.map((name) => cleanLine(name, 100)).join(", "),
    sources: provenanceOf(report).map((each) => buildProvenance(each, format, limit)),
  };
}

function buildFigure(metric: Metric, format: Formatter): FigureView {
  return {
    label: cleanLine(metric.label, 80),
    value: cleanLine(format.figure(metric.value), 80),
    arrow: metric.change === undefined ? "" : TREND_ARROWS[metric.change.trend],
    change: cleanLine(metric.change?.words ?? "", 200),
    note: cleanLine(metric.note ?? "", 200),
    meaning: metric.meaning,
    meaningWord: MEANING_WORDS[metric.meaning],
    sign: MEANING_SIGNS[metric.meaning],
  };
}

/** Rows of three that are all full: two to a row at the top where three do not go into them. */
function inRows(figures: readonly FigureView[]): readonly FigureRowView[] {
  if (figures.length === 0) return [];
  const width = figures.length % 3 === 0 ? 3 : 2;
  // Outlook on Windows makes columns as wide as their texts unless an attribute says otherwise.
  const share = `${Math.floor(100 / width)}%`;
  return [{ figures: figures.slice(0, width), share }, ...inRows(figures.slice(width))];
}

function buildSection(
  { heading, blocks }: Section,
  format: Formatter,
  setting: MailSetting,
): SectionView {
  return {
    heading: cleanLine(heading),
    blocks: blocks.map((block) => buildBlock(block, format, setting)),
  };
}

function buildAction(action: Action, rank: number, format: Formatter): ActionView {
  const { owner, due, overdueDays: late = 0, effect = "" } = action;
  const who = [
    cleanLine(owner, 80),
    due === undefined ? "" : `due ${keepTogether(format.date(due))}`,
  ];
  return {
    rank,
    title: cleanLine(action.title),
    who: who.filter((part) => part !== "").join(" · "),
    late: late === 0 ? "" : `${late} ${late === 1 ? "day" : "days"} late`,
    detail: cleanLine(effect),
  };
}

/** A date that does not fit goes to the next line as a whole. */
function keepTogether(date: string): string {
  return date.replaceAll(" ", NO_BREAK_SPACE);
}

function buildProvenance(
  { figure, files, oldest, newest }: Provenance,
  format: Formatter,
  limit: number,
): ProvenanceView {
  const { shown, more } = shorten(nameFiles(files), limit, "file");
  return {
    label: figure === undefined ? "Everything else" : cleanLine(figure, 80),
    files: [...shown, ...(more === "" ? [] : [more])].join(", "),
    asOf: cleanLine(format.dateRange(oldest, newest), 80),
  };
}
