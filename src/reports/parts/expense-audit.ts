import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { ComposeInput } from "../definition.ts";
import { type CategoryExpense, expenseByCategory } from "../formulas/expense-by-category.ts";
import type { BookMonth } from "./book-month.ts";
import type { BookSpan } from "./book-span.ts";
import type { Books } from "./books.ts";

/** How many full months say what is usual. */
const USUAL_MONTHS = 6;

/** A category that was out of the ordinary in a month. */
export interface MonthOutlier extends CategoryExpense {
  readonly month: IsoMonth;
}

/** Operating expense by category: of the complete months of the report, or of the last one there is. */
export interface ExpenseAudit {
  readonly span: BookSpan;
  /** The full months before the first one; they say what is usual. */
  readonly before: readonly BookMonth[];
  /** Amounts of all months together; what is usual a month, times the months. */
  readonly categories: readonly CategoryExpense[];
  /** Found month by month, each against the months before it; the largest deviation first. */
  readonly outliers: readonly MonthOutlier[];
  /** Whether any month has enough months before it to say what is usual. */
  readonly isMeasured: boolean;
}

/** @returns undefined without a full month to audit. */
export function auditExpenses({ portfolio }: ComposeInput, books: Books): ExpenseAudit | undefined {
  const { base: span, months } = books;
  const [first] = span?.months ?? [];
  if (span === undefined || first === undefined) return undefined;
  const accounts = portfolio.ledger?.accounts ?? [];
  const against = (told: readonly BookMonth[], before: readonly BookMonth[]) =>
    expenseByCategory(
      told.flatMap(({ cells }) => cells),
      before.map(({ cells }) => cells),
      accounts,
    );
  const monthly = span.months.flatMap((month) =>
    against([month], usualBefore(months, month)).map((each) => ({ ...each, month: month.month })),
  );
  const outliers = monthly
    .filter(({ isOutlier }) => isOutlier)
    .toSorted((one, other) => distance(other) - distance(one));
  const before = usualBefore(months, first);
  return {
    span,
    before,
    categories: against(span.months, before).map(({ usual, ...each }) => ({
      ...each,
      usual: usual === undefined ? undefined : usual * span.months.length,
      isOutlier: outliers.some(({ category }) => category === each.category),
    })),
    outliers,
    isMeasured: monthly.some(({ usual }) => usual !== undefined),
  };
}

function usualBefore(months: readonly BookMonth[], { month }: BookMonth): readonly BookMonth[] {
  return months.filter((each) => each.isFull && each.month < month).slice(-USUAL_MONTHS);
}

function distance({ amount, usual = 0 }: CategoryExpense): number {
  return Math.abs(amount - usual);
}
