import { z } from "zod";
import type { Cell, CellFormats } from "../csv/cell-formats.ts";
import { shown } from "../faults.ts";
import { notKnown } from "../known.ts";
import type { IsoDate, Sourced } from "../portfolio.ts";
import { text } from "../schema/scalars.ts";

/** What is wrong between the rows of a table: at one of them, in one column. */
export interface TableProblem<Row> {
  readonly row: Row;
  readonly key: string;
  readonly problem: string;
}

/** One kind of CSV file that is kept row by row. */
export interface TableDefinition<Row extends Sourced> {
  readonly file: string;
  /** The columns, as the program calls them. */
  readonly keys: readonly string[];
  /** Of a row without its source; empty values are left out of what it parses. */
  readonly schema: (cells: Cells) => z.ZodType<Omit<Row, "source">>;
  /** Days on which something in the row happened or began. */
  readonly happened: (row: Omit<Row, "source">) => readonly (IsoDate | undefined)[];
  /** Checks between rows. */
  readonly check: (rows: readonly Row[]) => readonly TableProblem<Row>[];
}

/** The schemas of the values of one file. */
export interface Cells {
  readonly text: z.ZodType<string>;
  readonly entity: z.ZodType<string>;
  readonly day: z.ZodType<IsoDate>;
  /** Minor units. */
  readonly amount: z.ZodType<number>;
  /** Minor units, 0 or more. */
  readonly positive: z.ZodType<number>;
  readonly hours: z.ZodType<number>;
}

export function createCells(formats: CellFormats, entities: readonly string[]): Cells {
  const { amount } = formats;
  const isPositive = (minor: number | undefined) => minor !== undefined && minor >= 0;
  return {
    text,
    entity: cell({
      parse: (id) => (entities.includes(id) ? id : undefined),
      problem: (id) => notKnown(id, "entity", entities),
    }),
    day: cell(formats.day),
    amount: cell(amount),
    positive: cell({
      parse: (written) => {
        const minor = amount.parse(written);
        return isPositive(minor) ? minor : undefined;
      },
      problem: (written) =>
        amount.parse(written) === undefined
          ? amount.problem(written)
          : `${shown(written)}, expected 0 or more`,
    }),
    hours: cell(formats.hours),
  };
}

/** `yes` or `no`; empty is no. */
export const yes: z.ZodType<boolean> = z.preprocess(
  (input) => input ?? "no",
  cell({
    parse: (written) => ANSWERS.get(written.toLowerCase()),
    problem: (written) => `${shown(written)}, expected yes or no`,
  }),
);

const ANSWERS: ReadonlyMap<string, boolean> = new Map([
  ["yes", true],
  ["true", true],
  ["no", false],
  ["false", false],
]);

/** A value of a CSV file. Its faults are whole sentences, as they depend on what stands there. */
function cell<Output>({ parse, problem }: Cell<Output>): z.ZodType<Output> {
  return z.unknown().transform((input, context): Output => {
    const written = typeof input === "string" ? input : "";
    const output = parse(written);
    if (output !== undefined) return output;
    context.issues.push({ code: "custom", input, message: problem(written) });
    return z.NEVER;
  });
}

/** Rows that repeat what an earlier one has in a column. */
export function repeated<Row extends Sourced>(
  rows: readonly Row[],
  key: keyof Row & string,
): readonly TableProblem<Row>[] {
  const first = new Map<unknown, Row>();
  return rows.flatMap((row) => {
    const before = first.get(row[key]);
    if (before === undefined) {
      first.set(row[key], row);
      return [];
    }
    const problem = `is "${row[key]}", which line ${before.source.line} has already`;
    return [{ row, key, problem }];
  });
}
