import { z } from "zod";
import { DATE_FORMATS } from "../csv/date-format.ts";
import { NUMBER_FORMATS } from "../csv/number-format.ts";
import { type Fields, mapping } from "./mapping.ts";
import { id, isoDate, scalar, text } from "./scalars.ts";

/** The columns of all CSV files, as they are called without a mapping. */
const COLUMNS = [
  ...["date", "entity", "account", "amount", "debit", "credit", "counterparty", "memo"],
  ...["number", "client", "kind", "performed", "issued", "due", "paid"],
  ...["unit", "occupant", "from", "to", "rent", "arrears"],
  ...["stage", "lost", "inquired", "promised", "completed", "truck", "hours"],
  ...["revenue", "cost", "disposal_fee"],
];

/** What a file calls a column; `null` if it has none. */
const columnName = z.exactOptional(z.nullable(text));

const columns = mapping(Object.fromEntries(COLUMNS.map((name) => [name, columnName])));

/** What a negative value in a debit or credit column does: it is money out, or takes back what the column says. */
const NEGATIVE_MEANINGS = ["money_out", "reversal"] as const;

const amount = mapping({
  column: z.exactOptional(text),
  debit: z.exactOptional(text),
  credit: z.exactOptional(text),
  negative: z.exactOptional(z.enum(NEGATIVE_MEANINGS)),
}).superRefine(({ column, debit, credit, negative }, context) => {
  const isOne = column !== undefined && (debit ?? credit ?? negative) === undefined;
  const isTwo = column === undefined && debit !== undefined && credit !== undefined;
  if (isOne || isTwo) return;
  const message = "is unclear, expected either column, or debit and credit";
  context.addIssue({ code: "custom", message });
});

const pattern = scalar("a CSV file such as invoices.csv or ledger/*.csv", (input) =>
  typeof input === "string" && /^[^/]+(?:\/[^/]+)*\.csv$/i.test(input) ? input : undefined,
);

const fileMapping = mapping({
  file: pattern,
  delimiter: z.enum([",", ";", "\t", "|"]).default(","),
  dates: z.enum(DATE_FORMATS).default("YYYY-MM-DD"),
  numbers: z.enum(NUMBER_FORMATS).default("1,234.56"),
  columns: columns.prefault({}),
  amount: z.exactOptional(amount),
  entity: z.exactOptional(id),
  as_of: z.exactOptional(isoDate),
});

/** How the files that match a pattern are written. */
export type FileMapping = z.output<typeof fileMapping>;

/** `ledger/mapping.yml` */
export const fileMappingsSchema: z.ZodType<Fields<{ files: z.ZodArray<typeof fileMapping> }>> =
  mapping({ files: z.array(fileMapping) });

/** What applies to a file that no pattern matches. */
export const UNMAPPED: FileMapping = fileMapping.parse({ file: "any.csv" });
