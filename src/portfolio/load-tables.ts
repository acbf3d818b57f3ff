import type { z } from "zod";
import type { Loaded } from "./check.ts";
import { readTable, type TableRow } from "./csv/table-reader.ts";
import { problemOf } from "./faults.ts";
import { exists } from "./files.ts";
import type { IsoDate, Sourced } from "./portfolio.ts";
import { formatsOf, type TableContext } from "./table-context.ts";
import { createCells, type TableDefinition } from "./tables/table.ts";

/** A row of the file and what it says. */
interface Entry<Row> {
  readonly row: TableRow;
  readonly record: Omit<Row, "source">;
}

/**
 * Reads one of the tables that are kept row by row.
 *
 * The as-of day of its rows is `as_of` of the file's mapping; without one it is the latest day in the file on which
 * something happened and that is not after today, as nothing shows that the file is any newer.
 *
 * @returns No value if there is no such file.
 */
export async function loadTable<Row extends Sourced>(
  table: TableDefinition<Row>,
  context: TableContext,
): Promise<Loaded<readonly Row[]>> {
  const { dir, mappingOf, today } = context;
  const { file } = table;
  if (!(await exists(dir, file))) return { faults: [] };
  const mapping = mappingOf(file);
  const cells = createCells(formatsOf(mapping, context), context.entities);
  const parse = rowParser(table.schema(cells), table.keys, mapping.entity);
  const entries: Entry<Row>[] = [];
  let value: readonly Row[] = [];
  const keys = table.keys.filter((key) => key !== "entity" || mapping.entity === undefined);
  const faults = await readTable(
    { dir, file, mapping, keys: () => keys },
    (row) => {
      const record = parse(row);
      if (record !== undefined) entries.push({ row, record });
    },
    () => {
      const days = entries.flatMap(({ record }) => table.happened(record));
      const asOf = mapping.asOf ?? latest(days, today);
      value = entries.map(({ row, record }) => withSource(record, { file, line: row.line, asOf }));
      for (const { row, key, problem } of table.check(value)) {
        entries[value.indexOf(row)]?.row.refuse(key, problem);
      }
    },
  );
  return { value, faults };
}

/** Reports what is wrong with a row to the row itself. */
function rowParser<Output>(
  schema: z.ZodType<Output>,
  keys: readonly string[],
  entity: string | undefined,
): (row: TableRow) => Output | undefined {
  return (row) => {
    const written = keys.map(
      (key) => [key, key === "entity" ? (entity ?? row.text(key)) : row.text(key)] as const,
    );
    const result = schema.safeParse(Object.fromEntries(written.filter(([, text]) => text !== "")));
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      row.refuse(String(issue.path[0]), problemOf(Object.fromEntries(written), issue));
    }
    return undefined;
  };
}

/** The one place where the program vouches for a row: what it says and where it stands make it whole. */
function withSource<Row extends Sourced>(record: Omit<Row, "source">, source: Row["source"]): Row {
  return { ...record, source } as Row;
}

/** The last of these days that is not after today; today if there is none. */
function latest(days: readonly (IsoDate | undefined)[], today: IsoDate): IsoDate {
  const past = days.filter((day) => day !== undefined).filter((day) => day <= today);
  return past.length === 0 ? today : past.reduce((one, other) => (one > other ? one : other));
}
