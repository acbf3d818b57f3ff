/** Tables as CSV (RFC 4180), complete, for programs and spreadsheets. */
import { stringify } from "csv-stringify/sync";
import type { MailFile } from "../../dispatch/artifact.ts";
import type { ChartBlock, Report, TableBlock, Value } from "../../reports/report.ts";
import { cleanLine } from "../plain.ts";
import { currencyDigits } from "./currency-digits.ts";
import { buildFields } from "./data-fields.ts";
import { dataBlocksOf, toDataTable } from "./data-table.ts";
import { createFileNamer } from "./file-names.ts";

/** A number as its digits; an object, so that the writer does not take a minus sign for a formula. */
interface Digits {
  readonly digits: string;
}

/**
 * What makes Excel calculate, after a semicolon: where that is the locale's separator, Excel splits lines there,
 * inside quotes too, and a cell would begin with it.
 */
const FORMULA_AFTER_SEMICOLON = /;(?=\s*[=+\-@＝＋－＠])/gu;

/**
 * One file for each table and each chart of a report, with all rows.
 *
 * Encoding: UTF-8 with a byte order mark, which Excel needs to read it as such; lines end with CRLF. Numbers are plain
 * decimals with a point, dates ISO 8601, a missing value is an empty cell. A table's total is its last line.
 */
export function buildCsvFiles(report: Report): readonly MailFile[] {
  const namer = createFileNamer(report);
  return dataBlocksOf(report).map((block, index) =>
    buildCsvFile(
      block,
      report,
      namer.name(topicOf(block, report), `${block.kind}-${index + 1}`, "csv"),
    ),
  );
}

/**
 * One table, or the values of one chart.
 *
 * @param name The file's name.
 */
export function buildCsvFile(
  block: TableBlock | ChartBlock,
  { format }: Pick<Report, "format">,
  name: string,
): MailFile {
  const digits = currencyDigits(format.currency);
  const table = toDataTable(block);
  const fields = buildFields(table, format.currency);
  const lines = table.rows.length + (table.total === undefined ? 0 : 1);
  const records = Array.from({ length: lines }, (_line, at) =>
    fields.map(({ values }) => toCell(values[at] ?? { kind: "missing" }, digits)),
  );
  const header = fields.map((field) => toText(field.header));
  return { name, contentType: "text/csv; charset=utf-8", content: write([header, ...records]) };
}

function write(records: readonly (readonly (string | Digits)[])[]): Uint8Array {
  const text = stringify([...records], {
    bom: true,
    record_delimiter: "windows",
    escape_formulas: true,
    cast: {
      object: (cell) => {
        const plain = { value: String(cell["digits"]), escape_formulas: false };
        return plain;
      },
    },
  });
  return new TextEncoder().encode(text);
}

function toCell(value: Value, digits: number): string | Digits {
  switch (value.kind) {
    case "money":
      return { digits: toDecimal(value.minor / 10 ** digits, digits) };
    case "count":
    case "ratio":
      return { digits: toDecimal(value.value) };
    case "text":
    case "date":
      return toText(value.value);
    default:
      return "";
  }
}

/** A number without grouping or exponent; empty for one that is not finite. */
function toDecimal(value: number, digits?: number): string {
  if (!Number.isFinite(value)) return "";
  const zero = Object.is(value, -0) ? 0 : value;
  return new Intl.NumberFormat("en-US", {
    useGrouping: false,
    minimumFractionDigits: digits ?? 0,
    maximumFractionDigits: digits ?? 20,
  }).format(zero);
}

/** One line of any length: a file for keeping cuts nothing. */
function toText(text: string): string {
  return cleanLine(text, Number.POSITIVE_INFINITY).replace(FORMULA_AFTER_SEMICOLON, ";'");
}

/** What the block shows, without its unit, which the header names: `Revenue in USD` → `Revenue`. */
function topicOf({ title }: TableBlock | ChartBlock, { format }: Report): string {
  const units = [` in ${format.currency}`, " in %"].map((unit) => title.what.indexOf(unit));
  const unit = units.find((at) => at > 0);
  return title.what.slice(0, unit);
}
