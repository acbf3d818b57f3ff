/**
 * Columns for machines. A reader understands `$50–84` and a column in which dollars and percents stand below each
 * other; a spreadsheet needs one number a cell, and the unit once in the header or in a column of its own.
 */
import type { Value } from "../../reports/report.ts";
import { cleanLine } from "../plain.ts";
import type { DataTable } from "./data-table.ts";

/** One column of a file. No value in it is a range, and no count carries a unit. */
export interface Field {
  /** With the unit, where all values share one: `Cost, USD`. */
  readonly header: string;
  /** By row; the total, if there is one, stands last. */
  readonly values: readonly Value[];
}

const MISSING: Value = { kind: "missing" };
const HEADER_LIMIT = 200;

/**
 * The columns of a table.
 *
 * @param currency ISO 4217; the unit of every amount.
 * @example A column `Cost` with amounts and ranges becomes `Cost low, USD` and `Cost high, USD`.
 */
export function buildFields({ columns, rows, total }: DataTable, currency: string): Field[] {
  const lines = total === undefined ? rows : [...rows, total];
  return columns.flatMap(({ label, unit }, at) => {
    const name = cleanLine(label, HEADER_LIMIT) || `Column ${at + 1}`;
    const values = lines.map((line) => line[at] ?? MISSING);
    return splitColumn(name, values, unit, currency);
  });
}

function splitColumn(
  name: string,
  values: readonly Value[],
  given: string | undefined,
  currency: string,
): Field[] {
  const units = new Set(values.map((value) => unitOf(value, currency)).filter(isDefined));
  const [shared = ""] = units.size === 1 ? units : [];
  const unit = cleanLine(given ?? (shared === "ratio" ? "" : shared), HEADER_LIMIT);
  const header = (part: string) => `${name}${part}${unit === "" ? "" : `, ${unit}`}`;
  const fields = isRanged(values)
    ? [
        { header: header(" low"), values: values.map(lowOf) },
        { header: header(" high"), values: values.map(highOf) },
      ]
    : [{ header: header(""), values: values.map(lowOf) }];
  if (given !== undefined || units.size <= 1) return fields;
  const written = values.map(
    (value): Value => ({ kind: "text", value: unitOf(value, currency) ?? "" }),
  );
  return [...fields, { header: `${name}, unit`, values: written }];
}

/** The unit a number is in; undefined for what is not a number, empty for a bare count. */
export function unitOf(value: Value, currency: string): string | undefined {
  switch (value.kind) {
    case "money":
    case "money-range":
      return currency;
    case "ratio":
      return "ratio";
    case "count":
      return value.unit ?? "";
    default:
      return undefined;
  }
}

function isRanged(values: readonly Value[]): boolean {
  return values.some((value) => value.kind === "money-range" && value.low !== value.high);
}

/** The low end of a range, and every other value as it is, without its unit. */
export function lowOf(value: Value): Value {
  if (value.kind === "money-range") return { kind: "money", minor: value.low };
  return value.kind === "count" ? { kind: "count", value: value.value } : value;
}

/** The high end of a range; a number is its own. What is not a number stands once, at the low end. */
export function highOf(value: Value): Value {
  if (value.kind === "money-range") return { kind: "money", minor: value.high };
  return value.kind === "text" || value.kind === "date" ? MISSING : lowOf(value);
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}
