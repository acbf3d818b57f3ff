import { shown } from "../faults.ts";
import type { IsoDate } from "../portfolio.ts";
import { DATE_FORMATS, type DateFormat, parseDay } from "./date-format.ts";
import { type AmountFormat, NUMBER_FORMATS, parseAmount } from "./number-format.ts";
import type { TableRow } from "./table-reader.ts";

/** Reads one kind of value, and says what is wrong with a text it does not understand. */
export interface Cell<Output> {
  parse(text: string): Output | undefined;
  problem(text: string): string;
}

/** The value in a column of a row; undefined, and refused, if it cannot be understood. */
export function readCell<Output>(
  row: TableRow,
  key: string,
  cell: Cell<Output>,
): Output | undefined {
  const text = row.text(key);
  const value = cell.parse(text);
  if (value === undefined) row.refuse(key, cell.problem(text));
  return value;
}

/** How the values of one file are read. */
export interface CellFormats {
  readonly day: Cell<IsoDate>;
  /** Minor units. */
  readonly amount: Cell<number>;
  /** Hours, with at most two decimals. */
  readonly hours: Cell<number>;
}

const MAPPING = "ledger/mapping.yml";

export function createCellFormats(dates: DateFormat, format: AmountFormat): CellFormats {
  const hundredths = { ...format, minorDigits: 2, marks: [] };
  return {
    day: {
      parse: (text) => parseDay(text, dates),
      problem: (text) => `${shown(text)}, expected a day written ${dates}${otherDates(text)}`,
    },
    amount: {
      parse: (text) => parseAmount(text, format),
      problem: (text) =>
        `${shown(text)}, expected an amount such as ${exampleOf(format)}${otherNumbers(text, format)}`,
    },
    hours: {
      parse: (text) => hoursOf(parseAmount(text, hundredths)),
      problem: (text) => `${shown(text)}, expected hours of 0 or more, with at most 2 decimals`,
    },
  };
}

function hoursOf(hundredths: number | undefined): number | undefined {
  return hundredths === undefined || hundredths < 0 ? undefined : hundredths / 100;
}

function exampleOf({ numbers, minorDigits }: AmountFormat): string {
  const [thousands, decimal] = numbers === "1,234.56" ? [",", "."] : [".", ","];
  if (minorDigits === 0) return `1${thousands}234, with no decimals`;
  const example = `1${thousands}234${decimal}${"5678".slice(0, minorDigits)}`;
  return `${example}, with at most ${minorDigits} decimals`;
}

function otherDates(text: string): string {
  return hint(
    "dates",
    DATE_FORMATS.filter((format) => parseDay(text, format) !== undefined),
  );
}

function otherNumbers(text: string, format: AmountFormat): string {
  const readable = NUMBER_FORMATS.filter(
    (numbers) => parseAmount(text, { ...format, numbers }) !== undefined,
  );
  return hint("numbers", readable);
}

/** The formats that would understand a text which the file's own does not. */
function hint(field: string, formats: readonly string[]): string {
  if (formats.length === 0) return "";
  return `; if the file writes ${formats.join(" or ")}, say so under ${field} in ${MAPPING}`;
}
