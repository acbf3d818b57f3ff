/** A report as a workbook to calculate with. */
import type { Sheet } from "write-excel-file/node";
import type { MailFile } from "../../dispatch/artifact.ts";
import type { Report } from "../../reports/report.ts";
import { titleLine } from "../title-line.ts";
import { buildFields, type Field } from "./data-fields.ts";
import { type DataTable, dataBlocksOf, toDataTable } from "./data-table.ts";
import { baseName } from "./file-names.ts";
import { fixZipTimes } from "./fixed-zip-times.ts";
import { buildSheetNames } from "./sheet-names.ts";
import { type Cell, type CellWriter, createCellWriter } from "./workbook-cells.ts";
import { buildReportSheet } from "./workbook-report-sheet.ts";

type Data = Sheet<Buffer>["data"];

const CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** Widths in characters of the default font. */
const NARROWEST = 10;
const WIDEST = 60;
const RULE = "#98A2B3";

/**
 * The workbook of a report: a sheet `Report` with headline, figures, sources and missing facts, and one sheet for each
 * table and chart with all rows.
 *
 * Numbers are numbers, dates are dates, and text is never a formula. The same report gives the same bytes.
 *
 * @example const { name, content } = await buildWorkbook(report); // "cfo-2026-10.xlsx"
 */
export async function buildWorkbook(report: Report): Promise<MailFile> {
  const write = createCellWriter(report.format);
  const tables = dataBlocksOf(report).map(toDataTable);
  const [first = "Report", ...names] = buildSheetNames([
    "Report",
    ...tables.map(({ title }) => title.what),
  ]);
  const sheets: Sheet<Buffer>[] = [
    { sheet: first, ...buildReportSheet(report, write) },
    ...tables.map((table, at) => ({
      sheet: names[at] ?? `Table ${at + 1}`,
      ...buildTableSheet(table, report.format.currency, write),
    })),
  ];
  const { default: writeExcelFile } = await import("write-excel-file/node");
  const archive = await writeExcelFile(sheets).toBuffer();
  return {
    name: `${baseName(report)}.xlsx`,
    contentType: CONTENT_TYPE,
    content: fixZipTimes(archive),
  };
}

/** Title, header, rows, total. Header and first column stay in sight. */
function buildTableSheet(table: DataTable, currency: string, write: CellWriter) {
  const fields = buildFields(table, currency);
  const rows = table.rows.map((_row, at) => buildRow(fields, at, write, false));
  const total = table.total === undefined ? [] : [buildRow(fields, table.rows.length, write, true)];
  const header = fields.map((field) =>
    write.text(field.header, {
      fontWeight: "bold",
      wrap: true,
      align: isNumeric(field) ? "right" : "left",
      bottomBorderStyle: "thin",
      bottomBorderColor: RULE,
    }),
  );
  const data: Data = [[write.text(titleLine(table.title))], header, ...rows, ...total];
  return {
    data,
    columns: fields.map((_field, at) => ({
      width: widthOfColumn([header, ...rows, ...total], at),
    })),
    stickyRowsCount: 2,
    stickyColumnsCount: 1,
  };
}

function buildRow(fields: readonly Field[], at: number, write: CellWriter, total: boolean): Cell[] {
  return fields.map(({ values }) =>
    write.value(
      values[at] ?? { kind: "missing" },
      total
        ? { fontWeight: "bold", topBorderStyle: "thin", topBorderColor: RULE }
        : { alignVertical: "top" },
    ),
  );
}

function isNumeric({ values }: Field): boolean {
  return values.some(({ kind }) => kind === "money" || kind === "count" || kind === "ratio");
}

function widthOfColumn(rows: readonly (readonly Cell[])[], at: number): number {
  const longest = rows.reduce((length, row) => Math.max(length, lengthOf(row[at] ?? null)), 0);
  return Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
}

/** Characters a cell shows, roughly: numbers get separators and decimals. */
function lengthOf(cell: Cell): number {
  const value = cell?.value;
  if (typeof value === "string") return value.length;
  if (typeof value === "number") return Math.round(Math.abs(value)).toString().length * 1.4 + 3;
  return 12;
}
