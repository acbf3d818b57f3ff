import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { attainment } from "../formulas/revenue-attainment.ts";
import { shownPercent } from "../shown-percent.ts";
import type { Books } from "./books.ts";
import { createMonthFormat } from "./month-format.ts";
import { monthsWords } from "./month-words.ts";
import { periodRevenue, type RevenueMonth, sumRevenue } from "./revenue.ts";

/**
 * How revenue stands against target: over the months of a longer period that have a target, named, else over the
 * fiscal year to date; of that the months are named where the target of an entity, or of all, is missing in one.
 *
 * @param year Months of the fiscal year.
 * @example `revenue stands at 82% of target for the fiscal year to date, $22,380 short`
 */
export function revenueWords(
  input: ComposeInput,
  books: Books,
  year: readonly RevenueMonth[],
  format: Formatter,
): string {
  const period = periodRevenue(input, books);
  const toDate = year.filter(({ actual }) => actual?.isFull);
  const hasGaps = new Set(toDate.map(({ target }) => target === undefined)).size > 1;
  if (period.length === 0 && !hasGaps)
    return attainmentWords(year, "for the fiscal year to date", format);
  const { locale, fiscalYearStart = 1 } = input.portfolio.settings;
  const months = period.length === 0 ? toDate : period;
  const aimed = months.flatMap(({ month, target }) => (target === undefined ? [] : [month]));
  const when = `in ${monthsWords(aimed, fiscalYearStart, createMonthFormat(locale))}`;
  return attainmentWords(months, when, format);
}

function attainmentWords(months: readonly RevenueMonth[], when: string, format: Formatter): string {
  const { comparable } = sumRevenue(months);
  const share = attainment(comparable.actual, comparable.target);
  if (share === undefined) {
    return months.some(({ target, lacksTarget }) => target !== undefined || lacksTarget)
      ? "no month can be held against target yet"
      : "no revenue target is on record";
  }
  const whole = (minor: number) => format.money(format.roundMoney(Math.abs(minor)));
  if (comparable.actual < 0) {
    return `refunds exceeded revenue by ${whole(comparable.actual)} ${when}, against a target of ${whole(comparable.target)}`;
  }
  const gap = comparable.actual - comparable.target;
  const isOnTarget = shownPercent(share) === 100;
  const stands = isOnTarget
    ? `revenue is on target ${when}`
    : `revenue stands at ${format.ratio(share)} of target ${when}`;
  return gap === 0 ? stands : `${stands}, ${whole(gap)} ${gap < 0 ? "short" : "ahead"}`;
}
