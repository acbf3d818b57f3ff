/**
 * What a report is, as data. A report holds values with their kind and unit, not formatted text, so that the
 * same report can become an e-mail, a Slack message or a spreadsheet. Sentences are composed by the
 * definition; everything that shows a report escapes them for its own medium.
 */
import type { IsoDate, SourceRef } from "../portfolio/portfolio.ts";

/** A half-open range of days: `from` belongs to it, `to` does not. */
export interface Period {
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** As a title says it, e.g. `October 2026`, `2026 to date`. */
  readonly label: string;
  /** As a sentence says it: `in October 2026`, `so far in 2026` while days are still to come. */
  readonly inWords: string;
}

/** Locale and currency every value of the report is written in. */
export interface ReportFormat {
  /** BCP 47, e.g. `en-US`. */
  readonly locale: string;
  /** ISO 4217, e.g. `USD`. */
  readonly currency: string;
}

/** One value with its kind. A missing fact is `missing`, never zero. */
export type Value =
  /** Integer minor units (cents) of the report's currency. */
  | { readonly kind: "money"; readonly minor: number }
  /** From `low` to `high`, both in minor units. */
  | { readonly kind: "money-range"; readonly low: number; readonly high: number }
  /** A number of things; `unit` is a plural noun such as `days`. */
  | { readonly kind: "count"; readonly value: number; readonly unit?: string }
  /** A share: 0.25 reads as 25 %. `digits` where it has to be told from another; else see `percentDigits`. */
  | { readonly kind: "ratio"; readonly value: number; readonly digits?: number }
  | { readonly kind: "date"; readonly value: IsoDate }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "missing" };

/** What a figure or row means to the business. Not every increase is good. */
export type Meaning = "good" | "bad" | "neutral";

/** How a value moved, whether that is good or not: `Meaning` says that. */
export type Trend = "up" | "down" | "same";

/** What became of a value since the period before, or since the same days of it while the period is not over. */
export interface Change {
  /** The value of then, of the same kind and as rounded as the one of now. */
  readonly before: Value;
  /** Told, but no news: the records end more than a month before the report's day. */
  readonly isOld?: true;
  readonly trend: Trend;
  /** Say it without the trend, and never empty, e.g. `6% above September`. */
  readonly words: string;
}

/** A figure of the first screen. */
export interface Metric {
  /** Stable name for tests and change tracking, e.g. `cloud-cost`. */
  readonly id: string;
  /** At most 22 characters, so that it takes one line and figures side by side stand on one line. */
  readonly label: string;
  readonly value: Value;
  /** Neutral while the value is missing: what is not known is neither good nor bad. */
  readonly meaning: Meaning;
  /** Against the period before; left out where there is nothing to compare with. */
  readonly change?: Change;
  /** What else stands under the figure: against what it is measured, e.g. `of which USD 25 can be saved`. */
  readonly note?: string;
  /** The records the figure was worked out from; the appendix lists their files and ages. */
  readonly sources: readonly SourceRef[];
}

/** A heading that states the finding, and what proves it. */
export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

export type Block = TextBlock | CalloutBlock | ListBlock | TableBlock | ChartBlock;

export interface TextBlock {
  readonly kind: "text";
  readonly text: string;
}

export interface CalloutBlock {
  readonly kind: "callout";
  readonly meaning: Meaning;
  readonly text: string;
}

export interface ListBlock {
  readonly kind: "list";
  readonly ranked: boolean;
  readonly items: readonly ListItem[];
}

export interface ListItem {
  readonly title: string;
  readonly detail?: string;
  /** Short labels shown beside the title, e.g. severity or owner. */
  readonly tags?: readonly string[];
  readonly meaning?: Meaning;
}

export interface TableBlock {
  readonly kind: "table";
  readonly title: BlockTitle;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** The bold last line; one value per column. */
  readonly total?: readonly Value[];
}

export interface Column {
  readonly label: string;
  /** Unit of every amount in the column, e.g. `USD`. It stands in the header, and the cells carry none. */
  readonly unit?: string;
  /** Text and dates start at the left, numbers end at the right. */
  readonly align: "start" | "end";
}

export interface Row {
  /** One value per column. */
  readonly cells: readonly Value[];
  readonly meaning?: Meaning;
}

/** The three parts of an IBCS title: who · what in which unit · when. */
export interface BlockTitle {
  readonly who: string;
  readonly what: string;
  readonly when: string;
}

/** IBCS scenario: actual solid dark, previous solid light, plan outlined, forecast hatched. */
export type Scenario = "actual" | "previous" | "plan" | "forecast";

export interface ChartBlock {
  readonly kind: "chart";
  /**
   * `bars`: structures run down, sorted by size. `columns`: time runs left to right. `line`: ratios over time,
   * or more points in time than columns fit side by side (about 14).
   */
  readonly shape: "bars" | "columns" | "line";
  /** Series stand on each other and their total on top: parts of a whole. Not for lines. */
  readonly stacked?: boolean;
  /**
   * Which side of the plan (or of the previous period) is good. Where it is given, bars and columns of two
   * scenarios show by how much the actual value differs, in its colour.
   */
  readonly better?: "higher" | "lower";
  readonly title: BlockTitle;
  /** The message of the chart as a sentence; also its alternative text. */
  readonly message: string;
  readonly categories: readonly string[];
  /** Categories, by position, that are compared with nothing: a month in progress is short of any plan. */
  readonly unjudged?: readonly number[];
  readonly series: readonly ChartSeries[];
}

export interface ChartSeries {
  readonly name: string;
  readonly scenario: Scenario;
  /** One value per category, all of one kind. */
  readonly values: readonly Value[];
}

/** One next step. */
export interface Action {
  /** Verb first. */
  readonly title: string;
  /** A role, never a name. */
  readonly owner: string;
  readonly due?: IsoDate;
  /** Whole days it is late; 0 or left out if it is not. */
  readonly overdueDays?: number;
  /** What it takes and brings, e.g. `4 hours; saves USD 14 a month`. */
  readonly effect?: string;
}

/** A fact the report would need and does not have. */
export interface MissingFact {
  readonly what: string;
  /** What would supply it, for readers: follows "from", e.g. `a time sheet, which is not kept yet`. */
  readonly from: string;
  /** File, line and field that would hold it, for operators. Not shown to readers. */
  readonly where: string;
}

/** One composed instance of a report definition. */
export interface Report {
  /** Id of the definition, e.g. `cto`. */
  readonly type: string;
  /** e.g. `CTO report`. */
  readonly title: string;
  /** The portfolio's name. */
  readonly portfolio: string;
  /** One computed sentence: the figure that matters, and against what. */
  readonly headline: string;
  readonly period: Period;
  /** The day the report was worked out for. */
  readonly reportingDate: IsoDate;
  readonly format: ReportFormat;
  /** Three to five. */
  readonly metrics: readonly Metric[];
  readonly sections: readonly Section[];
  /** Ranked, most important first. */
  readonly actions: readonly Action[];
  readonly missing: readonly MissingFact[];
  /** Every file the report drew on, with its as-of date, oldest first. */
  readonly sources: readonly SourceFile[];
  /** Facts newer than the reporting date, as those of an earlier period are where the files keep no history. */
  readonly newer?: readonly NewerFacts[];
}

/** One kind of fact that is newer than the report's day. */
export interface NewerFacts {
  /** A plural noun, e.g. `cloud costs`. */
  readonly what: string;
  /** Day of the newest of them. */
  readonly asOf: IsoDate;
}

/** A file the report drew on. */
export interface SourceFile {
  /** Relative to the portfolio's folder. */
  readonly file: string;
  readonly asOf: IsoDate;
}
