/** Values as cells of a spreadsheet: real numbers and dates with a format, and text that stays text. */
import type { CellObject } from "write-excel-file/node";
import { englishOf } from "../../reports/date-words.ts";
import type { ReportFormat, Value } from "../../reports/report.ts";
import { percentDigits } from "../../reports/shown-percent.ts";
import { cleanLine } from "../plain.ts";
import { currencyDigits } from "./currency-digits.ts";

export type Cell = CellObject | null;

type RatioValue = Extract<Value, { kind: "ratio" }>;

/** Excel's limit for the text of a cell, in UTF-16 code units. */
const CELL_LIMIT = 32_767;
/** Excel believes in 29 February 1900; before March of that year its days are off by one. */
const FIRST_DAY = "1900-03-01";

/** Writes the cells of one report. */
export interface CellWriter {
  /** Null for what is missing. */
  value(value: Value, style?: CellObject): Cell;
  text(text: string, style?: CellObject): Cell;
}

/** @param format Locale and currency, which decide the formats of dates and amounts. */
export function createCellWriter({ locale, currency }: ReportFormat): CellWriter {
  const digits = currencyDigits(currency);
  const money = digits === 0 ? "#,##0" : `#,##0.${"0".repeat(digits)}`;
  const day = dateFormat(locale);

  const text = (written: string, style: CellObject = {}): Cell => {
    const value = toCellText(written);
    return value === "" ? null : { ...style, value, type: String };
  };
  const number = (value: number, format: string, style: CellObject): Cell =>
    Number.isFinite(value) ? { ...style, value, type: Number, format } : null;

  return {
    text,
    value(value, style = {}) {
      switch (value.kind) {
        case "money":
          return number(value.minor / 10 ** digits, money, style);
        case "count":
          return number(value.value, Number.isInteger(value.value) ? "#,##0" : "#,##0.0", style);
        case "ratio":
          return number(value.value, percentFormat(value), style);
        case "date": {
          const date = new Date(`${value.value}T00:00:00Z`);
          const known = !Number.isNaN(date.getTime()) && value.value >= FIRST_DAY;
          return known
            ? { ...style, value: date, type: Date, format: day }
            : text(value.value, style);
        }
        case "text":
          return text(value.value, style);
        default:
          return null;
      }
    },
  };
}

/**
 * Text as Excel reads it back. `_x0041_` would become `A` (ST_Xstring, ECMA-376 part 1, 22.9.2.19), so its underscore is
 * written as such an escape itself. The mark of a lost character is not among those the writer keeps.
 */
function toCellText(text: string): string {
  const written = cleanLine(text, CELL_LIMIT)
    .replace(/\uFFFD/gu, "?")
    .replace(/\p{Noncharacter_Code_Point}/gu, "")
    .replace(/_(?=x[0-9a-f]{4}_)/giu, "_x005F_")
    .trim();
  return written in Object.prototype ? escapeFirst(written) : written;
}

/** The writer looks texts up in a plain object and takes `toString` or `constructor` for one it has seen. */
function escapeFirst(text: string): string {
  const code = text.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return `_x${code}_${text.slice(1)}`;
}

/** With the decimals of the mail. */
function percentFormat({ value, digits = percentDigits(value) }: RatioValue): string {
  return digits === 0 ? "0%" : `0.${"0".repeat(digits)}%`;
}

/** In the order of the mail: `mmm d, yyyy` or `d mmm yyyy`. */
function dateFormat(locale: string): string {
  const parts = new Intl.DateTimeFormat(englishOf(locale), { dateStyle: "medium" }).formatToParts();
  const first = parts.find(({ type }) => type === "day" || type === "month");
  return first?.type === "month" ? "mmm d, yyyy" : "d mmm yyyy";
}
