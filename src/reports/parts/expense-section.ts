import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { CategoryExpense } from "../formulas/expense-by-category.ts";
import { FEWEST_MONTHS } from "../formulas/outlier.ts";
import type { Action, Block, Row, Section, TableBlock } from "../report.ts";
import type { ExpenseAudit, MonthOutlier } from "./expense-audit.ts";
import { createMonthFormat } from "./month-format.ts";
import { missing, money, nothing, text } from "./values.ts";
import { heading, listing, plural, sentence } from "./wording.ts";

/** What was spent on what, against what is usual. */
export function expenseSection(
  input: ComposeInput,
  audit: ExpenseAudit | undefined,
  format: Formatter,
): Section {
  if (audit === undefined || audit.categories.length === 0) {
    const hint =
      "The audit needs a full month in the ledger and accounts of type operating_expense.";
    return { heading: "Expense cannot be audited yet", blocks: [{ kind: "text", text: hint }] };
  }
  return {
    heading: heading(outlierWords(input, audit, format)),
    blocks: [table(input, audit), ...othersText(input, audit, format), ruleText(audit)],
  };
}

/** Outliers of a long period to follow up: those that moved most. */
const MOST_ACTIONS = 5;

/** The outliers as work for whoever keeps the books. */
export function outlierActions(
  input: ComposeInput,
  audit: ExpenseAudit | undefined,
  format: Formatter,
): readonly Action[] {
  return (audit?.outliers ?? []).slice(0, MOST_ACTIONS).map((outlier) => {
    const { category, amount, usual = 0 } = outlier;
    const moved = `${amount > usual ? "rose" : "fell"} by ${whole(Math.abs(amount - usual), format)}`;
    const when = audit?.span.isDated ? ` in ${monthOf(input, audit, outlier)}` : "";
    return {
      title: `Find out why expense for ${category.toLowerCase()} ${moved}${when}`,
      owner: "Bookkeeper",
      effect: `${whole(amount, format)} where ${whole(usual, format)} is usual`,
    };
  });
}

/** The month of an outlier, as a sentence names it: with its year where what is told has one. */
export function monthOf(
  { portfolio }: ComposeInput,
  audit: ExpenseAudit | undefined,
  { month }: MonthOutlier,
): string {
  const names = createMonthFormat(portfolio.settings.locale);
  return audit?.span.isDated === false ? names.name(month) : names.full(month);
}

/** `repairs and maintenance cost $1,749 in October against a median of $396` */
function outlierWords(input: ComposeInput, audit: ExpenseAudit, format: Formatter): string {
  const { span, outliers, isMeasured } = audit;
  const [first, ...others] = outliers;
  if (first === undefined) {
    return isMeasured
      ? `no category of expense was out of the ordinary in ${span.label}`
      : `${span.label} has too few months before it to say what is usual`;
  }
  const more = span.isOneMonth
    ? plural(others.length, "more category", "more categories")
    : plural(others.length, "more outlier");
  return heading(
    `${costWords(first, format)} in ${monthOf(input, audit, first)} against a median of ${whole(first.usual ?? 0, format)}`,
    others.length === 0 ? "" : `${more} stood out`,
  );
}

function costWords({ category, amount }: CategoryExpense, format: Formatter): string {
  const name = category.toLowerCase();
  if (amount < 0) return `refunds exceeded expense for ${name} by ${whole(-amount, format)}`;
  return `${name} cost ${amount === 0 ? "nothing" : whole(amount, format)}`;
}

/** The outliers that the heading does not name, of a report on more than a month. */
function othersText(input: ComposeInput, audit: ExpenseAudit, format: Formatter): readonly Block[] {
  const others = audit.outliers.slice(1);
  if (audit.span.isOneMonth || others.length === 0) return [];
  const named = others.map(
    (other) =>
      `${other.category.toLowerCase()} in ${monthOf(input, audit, other)} (${whole(other.amount, format)}, median ${whole(other.usual ?? 0, format)})`,
  );
  return [{ kind: "text", text: sentence(`also out of the ordinary: ${listing(named)}`) }];
}

function table({ portfolio }: ComposeInput, { span, categories }: ExpenseAudit): TableBlock {
  const { name, currency } = portfolio.settings;
  const amount = (label: string) => ({ label, unit: currency, align: "end" }) as const;
  const total = categories.reduce((sum, each) => sum + each.amount, 0);
  const months = span.months.length;
  return {
    kind: "table",
    title: { who: name, what: "Operating expense by category", when: span.title },
    columns: [
      { label: "Category", align: "start" },
      amount("Amount"),
      { label: "Share", align: "end" },
      amount(months === 1 ? "Median" : `Median × ${months}`),
      amount("Change"),
    ],
    rows: categories.map(categoryRow),
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

function ruleText({ before, span }: ExpenseAudit): Block {
  const months = span.months.length;
  const times = months === 1 ? "" : `, times ${months}`;
  const text = sentence(
    before.length < FEWEST_MONTHS
      ? "there are too few full months before for a median"
      : `the median is that of the ${plural(before.length, "full month")} before${times}`,
    months === 1
      ? "an outlier is further from it than 3.5 robust standard deviations and 5% of the month's expense"
      : "an outlier is a month that is further from the median of the months before it than 3.5 robust standard deviations and 5% of its expense",
  );
  return { kind: "text", text };
}

function whole(minor: number, format: Formatter): string {
  return format.money(format.roundMoney(minor));
}
