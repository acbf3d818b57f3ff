import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type CsvError, parse } from "csv-parse";
import type { PortfolioFault } from "../../errors.ts";
import { wholeFile } from "../files.ts";
import { countLineEnds, type Position, placeAt, placeOfValue } from "./place.ts";
import { assertUtf8 } from "./utf8.ts";

/** One record of a CSV file, as text. */
export interface CsvRecord {
  /** On which it starts; counts from 1. */
  readonly line: number;
  readonly values: readonly string[];
  /** As it stands in the file, without the end of its line. */
  readonly raw: string;
}

export interface CsvSource {
  /** The portfolio's folder. */
  readonly dir: string;
  /** Relative to it. */
  readonly file: string;
  /** One character. */
  readonly delimiter: string;
}

interface RawRecord {
  readonly record: readonly string[];
  readonly raw: string;
}

/** No honest record is longer; a quote that never ends would otherwise take the whole file into memory. */
const MOST_CHARACTERS = 1_000_000;

/**
 * Streams a CSV file (RFC 4180) record by record, in constant memory: with or without a byte order mark, lines
 * that end in `\n`, `\r\n` or `\r`, line breaks within quotes. Records may differ in length; blank lines come
 * as a record of one empty value. Never throws.
 *
 * @returns Why the file could not be read, or not to its end: at a misplaced quote nobody can tell where the next
 *   record starts, so reading stops there.
 */
export async function readCsv(
  source: CsvSource,
  onRecord: (record: CsvRecord) => void,
): Promise<readonly PortfolioFault[]> {
  const { dir, file, delimiter } = source;
  let line = 1;
  let misplaced: PortfolioFault | undefined;
  const parser = parse({
    bom: true,
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    max_record_size: MOST_CHARACTERS,
    raw: true,
    // Counted here: the parser's own count takes `\r\n` within quotes for two lines.
    on_record: (record: unknown) => {
      // So it is with the option `raw`; the parser's types do not tell.
      const { record: values, raw } = record as RawRecord;
      onRecord({ line, values, raw: raw.replace(/[\r\n]$/, "") });
      line += 1;
      for (const value of values) line += countLineEnds(value);
      return null;
    },
    skip_records_with_error: true,
    on_skip: (error, raw = "") => {
      misplaced = { file, ...misplacedAt(error, raw, line, delimiter), path: "" };
      throw error;
    },
  });
  parser.resume();
  try {
    await pipeline(createReadStream(join(dir, file)), assertUtf8, parser);
    return [];
  } catch (error) {
    return [misplaced ?? wholeFile(file, error)];
  }
}

const UNREAD = "the file was read up to here";

/** @param raw The record up to the character at which the parser gave up. */
function misplacedAt(
  error: CsvError | undefined,
  raw: string,
  line: number,
  delimiter: string,
): Position & { readonly problem: string } {
  if (error?.code === "CSV_QUOTE_NOT_CLOSED" || error?.code === "CSV_MAX_RECORD_SIZE") {
    const at = placeOfValue(raw, line, delimiter, Number(error["index"]));
    return { ...at, problem: `has a quote that is never closed; ${UNREAD}` };
  }
  const problem = `has a quote in the wrong place, expected "" for a quote within "quoted text"; ${UNREAD}`;
  return { ...placeAt(raw, line, Math.max(0, raw.length - 1)), problem };
}
