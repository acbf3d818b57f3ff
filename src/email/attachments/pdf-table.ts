/** Tables on paper: header on every page, rows whole, nothing past the margin. */
import type { Content, ContentTable, CustomTableLayout, TableCell } from "pdfmake/interfaces.js";
import type { TableView } from "../table-view.ts";
import { COLUMN_GAP, type FittedColumns, fitColumns } from "./pdf-column-widths.ts";
import { type PdfContext, type PdfText, writeText } from "./pdf-context.ts";
import { buildMarked } from "./pdf-mark.ts";
import { HAIRLINE, INK, MUTED } from "./pdf-palette.ts";
import { signOf, writeOutTable } from "./pdf-written-out.ts";

type RowView = TableView["rows"][number];
type CellView = RowView["cells"][number];

/** Title and column names. */
const HEADER_ROWS = 2;
const LINE_HEIGHT = 1.2;
const PADDING = 3;
/** The library loses what does not fit on a page of a row that must not be broken; in parts of the page. */
const TALLEST_WHOLE_ROW = 0.4;
/** Whether a table's columns fit side by side without breaking figures or words. */
export function fitsPage(table: TableView, context: PdfContext): boolean {
  return fitTable(table, context) !== undefined;
}

/** A table; rows written out one below the other where the columns do not fit. */
export function buildPdfTable(table: TableView, context: PdfContext): Content {
  const fitted = fitTable(table, context);
  return fitted === undefined ? writeOutTable(table, context) : setColumns(table, fitted, context);
}

function fitTable(
  { columns, rows, total }: TableView,
  context: PdfContext,
): FittedColumns | undefined {
  if (columns.length === 0) return undefined;
  const measured = columns.map(({ label, align }, at) => ({
    label: context.printable(label),
    figures: align === "right",
    cells: [
      ...rows.map((row) => (at === 0 ? signOf(row) : "") + (row.cells[at]?.value ?? "")),
      total[at]?.value ?? "",
    ].map(context.printable),
  }));
  return fitColumns(measured, context.fonts.medium, context.page.width);
}

function setColumns(table: TableView, fitted: FittedColumns, context: PdfContext): ContentTable {
  const { rows, total } = table;
  const whole = isShort(fitted, context);
  return {
    margin: [0, 4, 0, 6],
    fontSize: fitted.fontSize,
    lineHeight: LINE_HEIGHT,
    table: {
      headerRows: HEADER_ROWS,
      ...(whole && rows.length > 0 ? { keepWithHeaderRows: 1 } : {}),
      dontBreakRows: whole,
      widths: [...fitted.widths],
      body: buildBody(table, fitted, context),
    },
    layout: createLayout(total.length > 0),
  };
}

/** Title, column names, rows, what was left out, total. */
function buildBody(
  { title, columns, rows, total, more }: TableView,
  fitted: FittedColumns,
  context: PdfContext,
): TableCell[][] {
  const strong = (text: string, alignment: "left" | "right"): PdfText =>
    writeText(context, text, { bold: true, color: INK, alignment, verticalAlignment: "bottom" });
  const across = (text: string, style: { fontSize?: number } = {}) =>
    spanning(writeText(context, text, { ...style, color: MUTED }), columns.length);
  return [
    across(title, { fontSize: 8.5 }),
    columns.map(({ label, align }) => strong(label, align)),
    ...rows.map((row) => row.cells.map((cell, at) => setCell(cell, row, at, fitted, context))),
    ...(more === "" ? [] : [across(more)]),
    ...(total.length === 0 ? [] : [total.map(({ value, align }) => strong(value, align))]),
  ];
}

function isShort({ lines, fontSize }: FittedColumns, { page }: PdfContext): boolean {
  return lines * fontSize * LINE_HEIGHT + 2 * PADDING <= page.height * TALLEST_WHOLE_ROW;
}

function setCell(
  cell: CellView,
  row: RowView,
  at: number,
  { fontSize, widths }: FittedColumns,
  context: PdfContext,
): TableCell {
  const text = writeText(context, cell.value, {
    alignment: cell.align,
    ...(cell.missing ? { color: MUTED } : {}),
  });
  const room = widths[at] ?? 0;
  return at === 0 ? buildMarked(row.sign, row.meaning, text, fontSize, room, context) : text;
}

function spanning(cell: PdfText, columns: number): TableCell[] {
  const rest = Array.from({ length: columns - 1 }, (): TableCell => ({}));
  return [{ ...cell, colSpan: columns }, ...rest];
}

/** Thin rules, ink under the header and over the total, no zebra. */
function createLayout(hasTotal: boolean): CustomTableLayout {
  const isInk = (line: number, rows: number) =>
    line === HEADER_ROWS || (hasTotal && line === rows - 1);
  return {
    hLineWidth: (line, { table }) => {
      if (line < HEADER_ROWS) return 0;
      return isInk(line, table.body.length) ? 0.8 : 0.5;
    },
    hLineColor: (line, { table }) => (isInk(line, table.body.length) ? INK : HAIRLINE),
    vLineWidth: () => 0,
    paddingLeft: (column) => (column === 0 ? 0 : COLUMN_GAP),
    paddingRight: () => 0,
    paddingTop: () => PADDING,
    paddingBottom: () => PADDING,
  };
}
