import type { Formatter } from "../reports/format.ts";
import type { Column, Row, TableBlock, Value } from "../reports/report.ts";
import { MEANING_SIGNS } from "./meaning.ts";
import { cleanLine } from "./plain.ts";
import { shorten } from "./shorten.ts";
import { titleLine } from "./title-line.ts";

interface CellView {
  /** Repeated before the value where a phone shows each row as a block. */
  readonly label: string;
  readonly value: string;
  readonly align: "left" | "right";
  readonly missing: boolean;
  /** Too long to stand in one line of its column; words may be broken. */
  readonly long: boolean;
}

interface RowView {
  /** `good`, `bad` or `neutral`; the sign says the same without colour. */
  readonly meaning: string;
  readonly sign: string;
  readonly cells: readonly CellView[];
}

/** A table as strings; the same for the HTML and for the text. */
export interface TableView {
  readonly title: string;
  /** Too many columns for a phone: each row becomes a block there. */
  readonly stacked: boolean;
  readonly columns: readonly { readonly label: string; readonly align: "left" | "right" }[];
  readonly rows: readonly RowView[];
  readonly total: readonly CellView[];
  /** Says how many rows were left out. */
  readonly more: string;
  readonly columnCount: number;
}

/** More columns than this do not fit side by side on a phone. */
const MAX_PHONE_COLUMNS = 4;
const LONG_WORD = /\S{20}/u;
const LONG_FIGURE = 24;

/** Formats a table and cuts it to `limit` rows. Every row gets one cell per column, whatever it came with. */
export function buildTable(table: TableBlock, format: Formatter, limit: number): TableView {
  const { shown, more } = shorten(table.rows, limit, "row");
  const toCells = (values: readonly Value[]) =>
    table.columns.map((column, index) => buildCell(column, values[index], format));
  return {
    title: titleLine(table.title),
    stacked: table.columns.length > MAX_PHONE_COLUMNS,
    columns: table.columns.map((column) => ({
      label: cleanLine(column.label, 80),
      align: alignOf(column),
    })),
    rows: shown.map((row) => buildRow(row, toCells)),
    total: table.total === undefined ? [] : toCells(table.total),
    more,
    columnCount: table.columns.length,
  };
}

function buildRow(row: Row, toCells: (values: readonly Value[]) => readonly CellView[]): RowView {
  const meaning = row.meaning ?? "neutral";
  return { meaning, sign: MEANING_SIGNS[meaning], cells: toCells(row.cells) };
}

function buildCell(column: Column, value: Value | undefined, format: Formatter): CellView {
  const shown = value === undefined ? "" : cleanLine(format.value(value));
  return {
    label: cleanLine(column.label, 80),
    value: shown,
    align: alignOf(column),
    missing: value?.kind === "missing",
    long: LONG_WORD.test(shown) || (column.align === "end" && shown.length > LONG_FIGURE),
  };
}

function alignOf(column: Column): "left" | "right" {
  return column.align === "end" ? "right" : "left";
}
