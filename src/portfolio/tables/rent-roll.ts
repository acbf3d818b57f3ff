import { z } from "zod";
import { compare } from "../check.ts";
import type { Letting } from "../operations.ts";
import type { Cells, TableDefinition, TableProblem } from "./table.ts";

function schema({ text, entity, day, positive }: Cells): z.ZodType<Omit<Letting, "source">> {
  return z
    .object({
      entity,
      unit: text,
      kind: z.enum(["lease", "stay"]),
      occupant: text,
      from: day,
      to: day,
      rent: positive,
      arrears: positive,
    })
    .superRefine(({ from, to }, context) => {
      if (to > from) return;
      const message = `is ${to}, expected a day after from (${from})`;
      context.addIssue({ code: "custom", path: ["to"], message });
    });
}

/** A unit is let once at a time; else it would be occupied for more nights than there are. */
function overlaps(rows: readonly Letting[]): readonly TableProblem<Letting>[] {
  const latest = new Map<string, Letting>();
  const inOrder = rows.toSorted((one, other) => compare(one.from, other.from));
  return inOrder.flatMap((row) => {
    const unit = JSON.stringify([row.entity, row.unit]);
    const before = latest.get(unit);
    if (before === undefined || row.to > before.to) latest.set(unit, row);
    if (before === undefined || row.from >= before.to) return [];
    const problem = `is ${row.from}, when ${row.unit} is still let until ${before.to} (line ${before.source.line})`;
    return [{ row, key: "from", problem }];
  });
}

/** `rent-roll.csv`: leases by the month and stays by the night. */
export const rentRoll: TableDefinition<Letting> = {
  file: "rent-roll.csv",
  keys: ["entity", "unit", "kind", "occupant", "from", "to", "rent", "arrears"],
  schema,
  happened: ({ from, to }) => [from, to],
  check: overlaps,
};
