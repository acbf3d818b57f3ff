import type { PortfolioFault } from "../../errors.ts";
import type { FileMapping } from "../schema/file-mapping.ts";
import { createFaultList, type FaultList } from "./fault-list.ts";
import { columnName, findColumns } from "./header.ts";
import { placeOfValue } from "./place.ts";
import { type CsvRecord, readCsv } from "./read-csv.ts";

/** A record of a CSV file whose columns have names. */
export interface TableRow {
  readonly line: number;
  /** The value in a column, without spaces around it; empty if the file has no such column. */
  text(key: string): string;
  /** Reports what is wrong with a value. */
  refuse(key: string, problem: string): void;
}

export interface TableSource {
  readonly dir: string;
  /** Relative to it. */
  readonly file: string;
  readonly mapping: FileMapping;
  /** Which columns there must be, given the names in the first line. */
  readonly keys: (names: readonly string[]) => readonly string[];
}

/**
 * Streams the rows of a CSV file whose first line names its columns. Rows without any value are passed over; rows
 * with too few or too many values are faults. Never throws.
 *
 * @param onEnd Called when all rows were read, to look at them together.
 * @returns The faults of the file, those that `onRow` and `onEnd` reported included.
 */
export async function readTable(
  source: TableSource,
  onRow: (row: TableRow) => void,
  onEnd: () => void = () => undefined,
): Promise<readonly PortfolioFault[]> {
  const { dir, file, mapping } = source;
  const faults = createFaultList();
  let table: Table | undefined;
  const problems = await readCsv({ dir, file, delimiter: mapping.delimiter }, (record) => {
    if (record.values.every((value) => value.trim() === "")) return;
    if (table !== undefined) table.take(record, onRow);
    else table = new Table(source, record, faults);
  });
  if (table === undefined && problems.length === 0) {
    const problem = "is empty, expected a first line with the names of the columns";
    return [{ file, line: 1, column: 1, path: "", problem }];
  }
  onEnd();
  return [...faults.all(), ...problems];
}

class Table {
  readonly #source: TableSource;
  readonly #faults: FaultList;
  readonly #indexes: ReadonlyMap<string, number>;
  readonly #header: CsvRecord;
  /** Without its columns no row can be understood. */
  readonly #isReadable: boolean;

  constructor(source: TableSource, header: CsvRecord, faults: FaultList) {
    const { file, mapping } = source;
    const { indexes, problems } = findColumns(header.values, source.keys(header.values), mapping);
    this.#source = source;
    this.#faults = faults;
    this.#header = header;
    this.#indexes = indexes;
    this.#isReadable = problems.length === 0;
    for (const { name, problem } of problems) {
      faults.add(() => ({ file, line: header.line, column: 1, path: name, problem }));
    }
  }

  take(record: CsvRecord, onRow: (row: TableRow) => void): void {
    if (!this.#isReadable) return;
    const expected = this.#header.values.length;
    const surplus = record.values.slice(expected).some((value) => value.trim() !== "");
    if (record.values.length < expected || surplus) {
      const count = record.values.length === 1 ? "1 value" : `${record.values.length} values`;
      const problem = `has ${count}, expected ${expected} as in line ${this.#header.line}`;
      this.#faults.add(() => ({ ...this.#at(record, surplus ? expected : 0), path: "", problem }));
      return;
    }
    onRow({
      line: record.line,
      text: (key) => record.values[this.#indexes.get(key) ?? -1]?.trim() ?? "",
      refuse: (key, problem) =>
        this.#faults.add(() => ({
          ...this.#at(record, this.#indexes.get(key) ?? 0),
          path: columnName(key, this.#source.mapping) ?? key,
          problem,
        })),
    });
  }

  #at(record: CsvRecord, index: number) {
    const { file, mapping } = this.#source;
    return { file, ...placeOfValue(record.raw, record.line, mapping.delimiter, index) };
  }
}
