import type { ChartBlock, TableBlock } from "../reports/report.ts";

/** Where the rows are that a block leaves out, e.g. `in the attached CSV`; empty if nowhere. */
export type RestOf = (block: TableBlock | ChartBlock) => string;

/** What a block's view depends on beside the block. */
export interface BlockSetting {
  /** Most rows, items or values of any one list. */
  readonly limit: number;
  readonly restOf: RestOf;
  /** Content ids of the charts that were drawn. */
  readonly cids: ReadonlyMap<ChartBlock, string>;
}

/** What a mail's view depends on beside the report. */
export interface MailSetting extends BlockSetting {
  /** Most next steps, and where the others are, e.g. `in the attached PDF`. */
  readonly steps: { readonly limit: number; readonly rest: string };
  readonly brand: BrandView;
  /** What whoever sends it has to say first; empty if nothing. */
  readonly note: string;
  /** Names of the files that come with the mail. */
  readonly attached: readonly string[];
  /** Names of files that were left out because the mail was too large with them. */
  readonly leftOut: readonly string[];
}

/** How a mail looks. */
export interface BrandView {
  readonly name: string;
  /** `#rrggbb` of accents on a light ground, and on a dark one. */
  readonly accent: string;
  readonly accentDark: string;
  readonly logo: LogoView | null;
}

/** CSS pixels. */
export interface LogoView {
  readonly cid: string;
  readonly width: number;
  readonly height: number;
}
