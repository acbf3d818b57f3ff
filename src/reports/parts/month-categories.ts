import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { ChartBlock } from "../report.ts";
import type { BookMonth } from "./book-month.ts";

/**
 * Months as the categories of a chart. Incomplete ones say so and are held against no plan: the last of the ledger
 * holds what there is so far, an earlier one a part.
 *
 * @param held Months of the ledger, the oldest first.
 * @example ["Sep 2026", "Oct 2026 so far", "Nov 2026"]
 */
export function monthCategories(
  months: readonly IsoMonth[],
  held: readonly BookMonth[],
  write: (month: IsoMonth) => string,
): Required<Pick<ChartBlock, "categories" | "unjudged">> {
  const partial = new Set(held.filter(({ isFull }) => !isFull).map(({ month }) => month));
  const last = held.at(-1)?.month;
  return {
    categories: months.map((month) => {
      if (!partial.has(month)) return write(month);
      return `${write(month)} ${month === last ? "so far" : "in part"}`;
    }),
    unjudged: months.flatMap((month, at) => (partial.has(month) ? [at] : [])),
  };
}
