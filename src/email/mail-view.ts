/** What the template may show: strings, cleaned but not escaped. The template escapes every one of them. */
import type { ChartView } from "./chart-view.ts";
import type { LogoView } from "./mail-setting.ts";
import type { TableView } from "./table-view.ts";

export interface FigureView {
  readonly label: string;
  readonly value: string;
  /** How the value moved: a sign that screen readers skip, and the words; empty without a value before. */
  readonly arrow: string;
  readonly change: string;
  readonly note: string;
  readonly meaning: string;
  readonly meaningWord: string;
  readonly sign: string;
}

/** Two or three figures side by side. */
export interface FigureRowView {
  readonly figures: readonly FigureView[];
  /** Width of each, e.g. `33%`. */
  readonly share: string;
}

export interface CalloutView {
  readonly meaning: string;
  readonly word: string;
  readonly message: string;
}

export interface ListView {
  readonly items: readonly {
    /** Rank, sign of the meaning, or a bullet. */
    readonly mark: string;
    readonly meaning: string;
    readonly title: string;
    readonly tags: string;
    readonly detail: string;
  }[];
  readonly more: string;
}

/** Exactly one of them is set. */
export interface BlockView {
  readonly paragraphs: readonly string[] | null;
  readonly callout: CalloutView | null;
  readonly list: ListView | null;
  readonly table: TableView | null;
  readonly chart: ChartView | null;
}

export interface SectionView {
  readonly heading: string;
  readonly blocks: readonly BlockView[];
}

export interface ActionView {
  readonly rank: number;
  readonly title: string;
  /** Owner and due date. */
  readonly who: string;
  /** e.g. `8 days late`; empty if it is not. */
  readonly late: string;
  /** What it takes and brings. */
  readonly detail: string;
}

/** Where a figure came from, and how old that is. */
export interface ProvenanceView {
  readonly label: string;
  /** e.g. `dc.yml, jada.yml`. */
  readonly files: string;
  /** e.g. `Oct 20–29, 2026`: from the oldest to the newest record. */
  readonly asOf: string;
}

/** Everything the template may show, as clean but unescaped text. */
export interface MailView {
  readonly lang: string;
  readonly accent: string;
  readonly accentDark: string;
  readonly brand: string;
  readonly logo: LogoView | null;
  readonly title: string;
  readonly period: string;
  readonly portfolio: string;
  readonly headline: string;
  /** Paragraphs from whoever sends it; empty without a note. */
  readonly senderNote: readonly string[];
  readonly reportingDate: string;
  readonly figureRows: readonly FigureRowView[];
  readonly sections: readonly SectionView[];
  readonly actions: readonly ActionView[];
  readonly moreActions: string;
  readonly missing: readonly { readonly what: string; readonly from: string }[];
  readonly moreMissing: string;
  /** Names of the files that come with the mail; empty without any. */
  readonly attached: string;
  /** Names of files that were left out for size; empty without any. */
  readonly leftOut: string;
  readonly sources: readonly ProvenanceView[];
  /** What is newer than the report's day; empty if nothing is. */
  readonly newer: string;
}

/** Every name that may stand in a placeholder. */
export type Placeholder =
  | keyof MailView
  | keyof FigureRowView
  | keyof FigureView
  | keyof SectionView
  | keyof BlockView
  | keyof CalloutView
  | keyof ListView
  | keyof ListView["items"][number]
  | keyof TableView
  | keyof TableView["rows"][number]
  | keyof TableView["rows"][number]["cells"][number]
  | keyof ChartView
  | keyof LogoView
  | keyof ActionView
  | keyof MailView["missing"][number]
  | keyof ProvenanceView;
