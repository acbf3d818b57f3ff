import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { Formatter } from "../format.ts";
import { attainment } from "../formulas/revenue-attainment.ts";
import { type RevenueMonth, sumRevenue } from "./revenue.ts";
import { sentence } from "./wording.ts";

/**
 * What the revenue chart shows: how its last month with postings stands, and what is asked of those ahead.
 *
 * @example `October reached 66% of its target; the months ahead ask for $88,550.`
 */
export function chartWords(
  months: readonly RevenueMonth[],
  format: Formatter,
  name: (month: IsoMonth) => string,
): string {
  if (months.every(({ target }) => target === undefined))
    return "Actual revenue has no target to be held against.";
  const last = months.findLast(({ actual }) => actual !== undefined);
  const { target } = sumRevenue(
    months.filter(({ month }) => last === undefined || month > last.month),
  );
  const ahead = target ? `the months ahead ask for ${whole(target, format)}` : "";
  if (last === undefined) return sentence("no revenue of these months is on record", ahead);
  return sentence(monthWords(last, format, name(last.month)), ahead);
}

function monthWords({ actual, target }: RevenueMonth, format: Formatter, month: string): string {
  if (target === undefined) return `${month} has no target`;
  const asked = whole(target.minor, format);
  if (!actual?.isFull) return `${month} is not complete; its target is ${asked}`;
  if (actual.revenue < 0) return `refunds exceeded revenue in ${month}; its target was ${asked}`;
  const share = attainment(actual.revenue, target.minor);
  if (share === undefined) return `the target of ${month} was ${asked}`;
  return `${month} reached ${format.ratio(share)} of its target`;
}

function whole(minor: number, format: Formatter): string {
  return format.money(format.roundMoney(minor));
}
