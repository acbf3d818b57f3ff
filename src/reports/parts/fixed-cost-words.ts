import type { Formatter } from "../format.ts";
import type { BookSpan } from "./book-span.ts";
import { contribution, type Offer } from "./offers.ts";
import { sentence } from "./wording.ts";

/**
 * What break-even leaves out, and how far sales came: `Fixed costs of October were $8,140, not counting $21,998 of
 * cost of sales; the margin on units that are counted covered $6,000. …`
 *
 * @param base Whose fixed costs have to be covered.
 * @param sold What units are counted over. Unless that is the same, as in a month in progress, these units cover
 *   nothing of `base`.
 */
export function fixedCostWords(
  offers: readonly Offer[],
  base: BookSpan,
  sold: BookSpan | undefined,
  format: Formatter,
): string {
  const isSame = sold?.title === base.title;
  const alone = "break-even is what each stream would have to sell alone";
  return [
    sentence(
      `${fixedWords(base, format)}${leftOutWords(base, format)}`,
      isSame ? coveredWords(offers, base, format) : "",
    ),
    sentence(
      isSame ? explainedWords(offers, base, format) : "",
      base.months.length === 1
        ? alone
        : `${alone} in ${base.label}, at the average month's fixed costs`,
    ),
  ].join(" ");
}

function fixedWords({ fixedCosts, label }: BookSpan, format: Formatter): string {
  if (fixedCosts < 0)
    return `refunds exceeded fixed costs by ${whole(-fixedCosts, format)} in ${label}`;
  return `fixed costs of ${label} were ${whole(fixedCosts, format)}`;
}

/** Cost that is not among the fixed costs: ledgers hold more of it than prices and variable costs tell. */
function leftOutWords(base: BookSpan, format: Formatter): string {
  const { variableCostOfSales: sales, costOfSales, operatingExpense, fixedCosts } = base;
  const expense = operatingExpense - (fixedCosts - (costOfSales - sales));
  const parts = [
    sales > 0 ? `${whole(sales, format)} of cost of sales` : "",
    expense > 0 ? `${whole(expense, format)} of operating expense that varies with sales` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `, not counting ${parts.join(" and ")}`;
}

function coveredWords(
  offers: readonly Offer[],
  { fixedCosts }: BookSpan,
  format: Formatter,
): string {
  const covered = total(offers.flatMap((offer) => contribution(offer) ?? []));
  if (covered <= 0 || fixedCosts <= 0) return "";
  const part = covered >= fixedCosts ? "all of them" : whole(covered, format);
  return `the margin on units that are counted covered ${part}`;
}

/**
 * How much of the cost of sales counted units explain. What is left, such as interest on what is let, is in no margin:
 * a portfolio whose margins cover its fixed costs may still lose money.
 */
function explainedWords(
  offers: readonly Offer[],
  { variableCostOfSales }: BookSpan,
  format: Formatter,
): string {
  const explained = total(
    offers.flatMap(({ item, sold }) => (sold === undefined ? [] : [sold * item.variableCost])),
  );
  const rest = variableCostOfSales - explained;
  if (explained <= 0 || rest <= 0) return "";
  return `the variable cost of these units explains ${whole(explained, format)} of the cost of sales; the other ${whole(rest, format)} is of units that nobody counts, or follows no unit`;
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

function whole(minor: number, format: Formatter): string {
  return format.money(format.roundMoney(minor));
}
