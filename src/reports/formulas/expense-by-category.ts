import type { Account, LedgerCell } from "../../portfolio/ledger.ts";
import { deviationOf } from "./outlier.ts";

/** Operating expense of one category in one month, in minor units; what was paid is positive. */
export interface CategoryExpense {
  readonly category: string;
  readonly amount: number;
  /** Of all operating expense of the month; undefined where that is zero or less. */
  readonly share: number | undefined;
  /** Median of the months before; undefined with too few of them. */
  readonly usual: number | undefined;
  readonly isOutlier: boolean;
}

/**
 * Operating expense by category: of the category of each account, or its name where it has none. Accounts that the
 * chart does not know are not in it, because nobody has said what they are.
 *
 * A month without a posting in a category is a true zero: the ledger was kept, and nothing was paid.
 *
 * @param cells Of the month.
 * @param before Cells of each month before that counts for what is usual, one list per month.
 * @returns The largest amount first; categories that were used before or now.
 */
export function expenseByCategory(
  cells: readonly LedgerCell[],
  before: readonly (readonly LedgerCell[])[],
  accounts: readonly Account[],
): readonly CategoryExpense[] {
  const now = sumByCategory(cells, accounts);
  const past = before.map((month) => sumByCategory(month, accounts));
  const categories = new Set([now, ...past].flatMap((sums) => [...sums.keys()]));
  const whole = [...now.values()].reduce((sum, amount) => sum + amount, 0);
  return [...categories]
    .map((category): CategoryExpense => {
      const amount = now.get(category) ?? 0;
      const usually = past.map((sums) => sums.get(category) ?? 0);
      const share = whole > 0 ? amount / whole : undefined;
      return { category, amount, share, ...deviationOf(amount, usually, whole) };
    })
    .sort((one, other) => other.amount - one.amount || (one.category < other.category ? -1 : 1));
}

function sumByCategory(
  cells: readonly LedgerCell[],
  accounts: readonly Account[],
): ReadonlyMap<string, number> {
  const categories = new Map(
    accounts
      .filter(({ type }) => type === "operating_expense")
      .map(({ id, name, category }) => [id, category ?? name]),
  );
  const sums = new Map<string, number>();
  for (const { account, minor } of cells) {
    const category = categories.get(account);
    if (category !== undefined) sums.set(category, (sums.get(category) ?? 0) - minor);
  }
  return sums;
}
