/** Checks on lists and ranges that several parts of an entity's file share. */
import { z } from "zod";
import { mapping } from "./mapping.ts";
import type { share } from "./scalars.ts";

/**
 * A list whose records differ in one field.
 *
 * @param field As the file writes it, for the fault's position.
 * @param of What must differ.
 */
export function unique<Item>(item: z.ZodType<Item>, field: string, of: (item: Item) => unknown) {
  return z
    .array(item)
    .superRefine((items, context) => {
      const known = items.map(of);
      for (const [index, value] of known.entries()) {
        if (known.indexOf(value) === index) continue;
        const message = `gives "${String(value)}" a second time in this list; each is given once`;
        context.addIssue({ code: "custom", path: [index, field], message });
      }
    })
    .default([]);
}

/** From `low` to `high`, of any figure. */
export function rangeOf(figure: typeof share) {
  return mapping({ low: figure, high: figure }).superRefine(({ low, high }, context) => {
    if (low <= high) return;
    const message = "is more than high, expected low to be the smaller of the two";
    context.addIssue({ code: "custom", path: ["low"], message });
  });
}
