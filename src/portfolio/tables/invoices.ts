import { z } from "zod";
import type { Invoice } from "../operations.ts";
import { type Cells, repeated, type TableDefinition } from "./table.ts";

/** What to enter for money that came before the invoice. */
const PREPAID = "what was paid in advance counts from the day it is invoiced";

function schema({ text, entity, day, amount }: Cells): z.ZodType<Omit<Invoice, "source">> {
  return z
    .object({
      number: text,
      entity,
      client: text,
      kind: z.enum(["recurring", "project"]),
      performed: day,
      issued: z.exactOptional(day),
      due: z.exactOptional(day),
      paid: z.exactOptional(day),
      amount,
    })
    .superRefine(({ issued, due, paid }, context) => {
      const refuse = (key: string, message: string) =>
        context.addIssue({ code: "custom", path: [key], message });
      if (issued === undefined) {
        const message = "is given, expected it to be empty while nothing is issued";
        if (due !== undefined) refuse("due", message);
        if (paid !== undefined) refuse("paid", message);
        return;
      }
      if (due !== undefined && due < issued)
        refuse("due", `is ${due}, expected a day on or after issued (${issued})`);
      // Far more often a slip in the year or a column than a deposit, and nothing else would show it.
      if (paid !== undefined && paid < issued)
        refuse("paid", `is ${paid}, expected a day on or after issued (${issued}); ${PREPAID}`);
    });
}

/** `invoices.csv`: what was billed, and what was done and is still to be billed. */
export const invoices: TableDefinition<Invoice> = {
  file: "invoices.csv",
  keys: ["number", "entity", "client", "kind", "performed", "issued", "due", "paid", "amount"],
  schema,
  happened: ({ performed, issued, paid }) => [performed, issued, paid],
  check: (rows) => repeated(rows, "number"),
};
