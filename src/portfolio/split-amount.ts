import { type Cell, readCell } from "./csv/cell-formats.ts";
import type { TableRow } from "./csv/table-reader.ts";
import { shown } from "./faults.ts";
import type { FileMapping } from "./schema/file-mapping.ts";

type Side = "debit" | "credit";
type Negative = NonNullable<FileMapping["amount"]>["negative"];

/**
 * The amount of a row with a debit and a credit column; one of the two may be empty. Amount is credit − debit.
 *
 * Some banks write debits as negative numbers, some programs take a posting back with a negative number in the same
 * column. The first is money out, the second money in, and nothing in the file tells which: a negative value is refused
 * until the mapping says what it means.
 *
 * @returns Minor units, money in is positive; undefined if something was refused.
 */
export function readSplitAmount(
  row: TableRow,
  amount: Cell<number>,
  negative: Negative,
): number | undefined {
  if (row.text("debit") === "" && row.text("credit") === "") {
    row.refuse("debit", "is empty, as is the credit, expected an amount in one of them");
    return undefined;
  }
  const debit = readSide("debit", row, amount, negative);
  const credit = readSide("credit", row, amount, negative);
  if (debit === undefined || credit === undefined) return undefined;
  return negative === "money_out" ? credit + debit : credit - debit;
}

/** As it is written; 0 if it is empty. */
function readSide(
  side: Side,
  row: TableRow,
  amount: Cell<number>,
  negative: Negative,
): number | undefined {
  if (row.text(side) === "") return 0;
  const value = readCell(row, side, amount);
  const problem = value === undefined ? undefined : signProblem(side, value, negative);
  if (problem === undefined) return value;
  row.refuse(side, `${shown(row.text(side))}, ${problem}`);
  return undefined;
}

function signProblem(side: Side, value: number, negative: Negative): string | undefined {
  if (value < 0 && negative === undefined)
    return "which may mean money out or take back what the column says; say which with amount, negative: money_out or reversal, in ledger/mapping.yml";
  if (value > 0 && side === "debit" && negative === "money_out")
    return "expected a negative amount or 0, as the mapping says that money out is negative";
  return undefined;
}
