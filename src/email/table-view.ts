import type { Formatter } from "../reports/format.ts";
import { MEANING_SIGNS } from "../reports/meaning.ts";
import type { Column, Row, TableBlock, Value } from "../reports/report.ts";
import { cleanLine, NO_BREAK_SPACE, widthOf } from "./plain.ts";
import { shorten } from "./shorten.ts";
import { titleLine } from "./title-line.ts";

interface CellView {
  /** Repeated before the value where a phone shows each row as a block. */
  readonly label: string;
  readonly value: string;
  readonly align: "left" | "right";
  readonly missing: boolean;
  /** Stands in one line: figures, dates, and what is too short to be worth wrapping, e.g. `Q1 2026`. */
  readonly whole: boolean;
  /** A date, which may take two lines on a phone. */
  readonly day: boolean;
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

interface ColumnView {
  readonly label: string;
  readonly align: "left" | "right";
  readonly cells: readonly CellView[];
}

/** A missing cell of a short row. */
const EMPTY: Value = { kind: "text", value: "" };
/** Room for a table on the narrowest phone, between columns, and of a character there, in pixels. */
const PHONE_WIDTH = 327;
const PHONE_GAP = 8;
const CHARACTER = 8.2;
/** A text of this many characters is no narrower in two lines than the heading of its column. */
const SHORT = 8;
const LONG_WORD = /\S{20}/u;
const LONG_FIGURE = 24;

interface TableSetting {
  /** Most rows. */
  readonly limit: number;
  /** Where the others are, e.g. `in the attached CSV`; empty if nowhere. */
  readonly rest: string;
}

/** Formats a table and cuts it to the limit. Every row gets one cell per column, whatever it came with. */
export function buildTable(
  table: TableBlock,
  format: Formatter,
  { limit, rest }: TableSetting,
): TableView {
  const { shown, more } = shorten(table.rows, limit, "row", rest);
  const lines = [...shown.map((row) => row.cells), ...(table.total ? [table.total] : [])];
  const columns = table.columns.map((column, index) =>
    buildColumn(
      column,
      lines.map((cells) => cells[index] ?? EMPTY),
      format,
    ),
  );
  const cellsAt = (line: number) => columns.flatMap(({ cells }) => cells[line] ?? []);
  return {
    title: titleLine(table.title),
    stacked: !fitsPhone(columns),
    columns: columns.map(({ label, align }) => ({ label, align })),
    rows: shown.map((row, line) => buildRow(row, cellsAt(line))),
    total: table.total === undefined ? [] : cellsAt(shown.length),
    more,
    columnCount: table.columns.length,
  };
}

function buildRow({ meaning = "neutral" }: Row, cells: readonly CellView[]): RowView {
  return { meaning, sign: MEANING_SIGNS[meaning], cells };
}

/** A column with its total, which has to have the same precision as the rest. */
function buildColumn(column: Column, values: readonly Value[], format: Formatter): ColumnView {
  const { unit } = column;
  const label = cleanLine(unit === undefined ? column.label : `${column.label}, ${unit}`, 80);
  const align = alignOf(column);
  const cells = format.column(values, { bare: unit !== undefined }).map((written, line) => {
    const isDate = values[line]?.kind === "date";
    const value = isDate ? keepDay(cleanLine(written)) : cleanLine(written);
    const long = LONG_WORD.test(value) || (align === "right" && value.length > LONG_FIGURE);
    return {
      label,
      value,
      align,
      missing: values[line]?.kind === "missing",
      whole: !long && (align === "right" || isDate || value.length <= SHORT),
      day: isDate,
      long,
    };
  });
  return { label, align, cells };
}

/** A date takes two lines where there is no room for one, not three: `Nov 30,` and `2026`. */
function keepDay(date: string): string {
  return date.replace(" ", NO_BREAK_SPACE);
}

/** Whether the columns stand side by side on a phone: texts may wrap between words, figures may not. */
function fitsPhone(columns: readonly ColumnView[]): boolean {
  const widest = columns.map(({ label, cells }) => {
    const parts = cells.flatMap(({ value, whole, day }) =>
      whole && !day ? [value] : splitWords(value),
    );
    return Math.max(...[...splitWords(label), ...parts].map(widthOf));
  });
  const room = PHONE_WIDTH - PHONE_GAP * (columns.length - 1);
  return widest.reduce((sum, width) => sum + width * CHARACTER, 0) <= room;
}

function splitWords(text: string): readonly string[] {
  return text.split(" ");
}

function alignOf(column: Column): "left" | "right" {
  return column.align === "end" ? "right" : "left";
}
