import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { type CategoryExpense, expenseByCategory } from "../formulas/expense-by-category.ts";
import type { Action, Row, Section, TableBlock } from "../report.ts";
import type { BookMonth, Books } from "./books.ts";
import { missing, money, nothing, text } from "./values.ts";
import { heading, plural, sentence } from "./wording.ts";

/** How many full months say what is usual. */
const USUAL_MONTHS = 6;

/** Operating expense of the last full month by category. */
export interface ExpenseAudit {
  readonly month: BookMonth;
  /** How many months before say what is usual. */
  readonly before: readonly BookMonth[];
  readonly categories: readonly CategoryExpense[];
  /** The largest deviation first. */
  readonly outliers: readonly CategoryExpense[];
}

/** @returns undefined without a full month to audit. */
export function auditExpenses({ portfolio }: ComposeInput, books: Books): ExpenseAudit | undefined {
  const month = books.lastFull;
  if (month === undefined) return undefined;
  const before = books.months
    .filter((each) => each.isFull && each.month < month.month)
    .slice(-USUAL_MONTHS);
  const categories = expenseByCategory(
    month.cells,
    before.map(({ cells }) => cells),
    portfolio.ledger?.accounts ?? [],
  );
  const distance = ({ amount, usual = 0 }: CategoryExpense) => Math.abs(amount - usual);
  const outliers = categories
    .filter(({ isOutlier }) => isOutlier)
    .toSorted((one, other) => distance(other) - distance(one));
  return { month, before, categories, outliers };
}

/** What was spent on what, against what is usual. */
export function expenseSection(
  input: ComposeInput,
  audit: ExpenseAudit | undefined,
  monthName: string,
  format: Formatter,
): Section {
  if (audit === undefined || audit.categories.length === 0) {
    const hint =
      "The audit needs a full month in the ledger and accounts of type operating_expense.";
    return { heading: "Expense cannot be audited yet", blocks: [{ kind: "text", text: hint }] };
  }
  return {
    heading: heading(outlierWords(audit, monthName, format)),
    blocks: [table(input, audit, monthName), { kind: "text", text: ruleText(audit) }],
  };
}

/** The outliers as work for whoever keeps the books. */
export function outlierActions(
  audit: ExpenseAudit | undefined,
  format: Formatter,
): readonly Action[] {
  return (audit?.outliers ?? []).map(({ category, amount, usual = 0 }) => ({
    title: `Find out why ${category.toLowerCase()} ${amount > usual ? "rose" : "fell"}`,
    owner: "Bookkeeper",
    effect: `${whole(amount, format)} where ${whole(usual, format)} is usual`,
  }));
}

/** `repairs and maintenance cost $1,749 in October, 5 times its median` */
function outlierWords(
  { outliers, before }: ExpenseAudit,
  month: string,
  format: Formatter,
): string {
  const [first, ...others] = outliers;
  if (first === undefined) {
    return before.length < 3
      ? `${month} has too few months before it to say what is usual`
      : `no category of expense was out of the ordinary in ${month}`;
  }
  const usual = first.usual ?? 0;
  const cost = `${first.category.toLowerCase()} cost ${whole(first.amount, format)} in ${month}`;
  const more =
    others.length === 0
      ? ""
      : `${plural(others.length, "more category", "more categories")} stood out`;
  return heading(`${cost} against a median of ${whole(usual, format)}`, more);
}

function table({ portfolio }: ComposeInput, audit: ExpenseAudit, when: string): TableBlock {
  const { name, currency } = portfolio.settings;
  const amount = (label: string) => ({ label, unit: currency, align: "end" }) as const;
  const total = audit.categories.reduce((sum, each) => sum + each.amount, 0);
  return {
    kind: "table",
    title: { who: name, what: "Operating expense by category", when },
    columns: [
      { label: "Category", align: "start" },
      amount("Amount"),
      { label: "Share", align: "end" },
      amount("Median"),
      amount("Change"),
    ],
    rows: audit.categories.map(categoryRow),
    total: [text("Total"), money(total), nothing, nothing, nothing],
  };
}

function categoryRow({ category, amount, share, usual, isOutlier }: CategoryExpense): Row {
  const cells = [
    text(category),
    money(amount),
    share === undefined ? nothing : ({ kind: "ratio", value: share } as const),
    usual === undefined ? missing : money(usual),
    usual === undefined ? missing : money(amount - usual),
  ];
  return isOutlier ? { cells, meaning: "bad" } : { cells };
}

function ruleText({ before }: ExpenseAudit): string {
  return sentence(
    `the median is that of ${before.length === 0 ? "no month" : `the ${plural(before.length, "full month")}`} before`,
    "an outlier is further from it than 3.5 robust standard deviations and 5% of the month's expense",
  );
}

function whole(minor: number, format: Formatter): string {
  return format.money(format.roundMoney(minor));
}
