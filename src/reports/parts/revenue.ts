import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { ComposeInput } from "../definition.ts";
import { monthsIn } from "../formulas/calendar-span.ts";
import { fiscalQuarterOf, fiscalYearOf } from "../formulas/fiscal-year.ts";
import { addMonths } from "../formulas/months.ts";
import type { BookMonth } from "./book-month.ts";
import type { Books } from "./books.ts";
import { isPartlyPlanned, type Planned, plannedFor } from "./plan.ts";

/** A month's revenue against its target. */
export interface RevenueMonth {
  readonly month: IsoMonth;
  /** Undefined without postings. */
  readonly actual: BookMonth | undefined;
  /** Undefined where no entity has a target, or not all of them. */
  readonly target: Planned | undefined;
  /** Whether the target of some entity is missing, and with it that of all. */
  readonly lacksTarget: boolean;
}

/** A fiscal quarter, and what counts when actual is held against target. */
export interface RevenueQuarter {
  readonly quarter: number;
  /** Fiscal year, named after the calendar year it ends in. */
  readonly year: number;
  readonly months: readonly RevenueMonth[];
}

/** The quarters of the fiscal year of the report's month. */
export function revenueQuarters(input: ComposeInput, books: Books): readonly RevenueQuarter[] {
  const start = input.portfolio.settings.fiscalYearStart ?? 1;
  const { months: year } = fiscalYearOf(books.month, start);
  return [0, 3, 6, 9].map((first) => {
    const quarter = fiscalQuarterOf(year[first] ?? books.month, start);
    const months = quarter.months.map((month) => revenueMonth(month, input, books));
    return { quarter: quarter.quarter ?? 1, year: quarter.year, months };
  });
}

/** A period longer than the two quarters that a chart shows is shown by its whole fiscal year. */
const MONTHS_OF_TWO_QUARTERS = 6;

/**
 * The quarter before the report's month's and that quarter itself, also across fiscal years; of a longer period the
 * fiscal year, from the first month that has a figure.
 */
export function recentRevenue(input: ComposeInput, books: Books): readonly RevenueMonth[] {
  const start = input.portfolio.settings.fiscalYearStart ?? 1;
  if (monthsIn(input.period).length > MONTHS_OF_TWO_QUARTERS) {
    const year = fiscalYearOf(books.month, start).months.map((month) =>
      revenueMonth(month, input, books),
    );
    const first = year.findIndex(({ actual, target }) => actual ?? target);
    return year.slice(Math.max(0, first));
  }
  const before = fiscalQuarterOf(addMonths(books.month, -3), start);
  const now = fiscalQuarterOf(books.month, start);
  return [...before.months, ...now.months].map((month) => revenueMonth(month, input, books));
}

/** The months of what the report tells; empty where that is a month alone. */
export function periodRevenue(input: ComposeInput, books: Books): readonly RevenueMonth[] {
  if (books.span === undefined || books.span.isOneMonth) return [];
  return books.span.months.map(({ month }) => revenueMonth(month, input, books));
}

function revenueMonth(
  month: IsoMonth,
  { portfolio }: ComposeInput,
  { months }: Books,
): RevenueMonth {
  return {
    month,
    actual: months.find((each) => each.month === month),
    target: plannedFor(portfolio, month, "revenue"),
    lacksTarget: isPartlyPlanned(portfolio, [month], "revenue"),
  };
}

/** Sums over months, in minor units; a sum of nothing known is undefined. */
export interface RevenueSums {
  /**
   * Undefined also where the target of a month lacks that of an entity, or a month with postings has none: what is left
   * would read like less asked, beside the actual of all months.
   */
  readonly target: number | undefined;
  readonly actual: number | undefined;
  /** Of complete months that have both: what attainment is worked out from. */
  readonly comparable: { readonly actual: number; readonly target: number };
}

export function sumRevenue(months: readonly RevenueMonth[]): RevenueSums {
  const both = months.flatMap(({ actual, target }) =>
    actual?.isFull && target ? [{ actual: actual.revenue, target: target.minor }] : [],
  );
  return {
    target: months.some(({ actual, target, lacksTarget }) => lacksTarget || (actual && !target))
      ? undefined
      : total(months.flatMap(({ target }) => target?.minor ?? [])),
    actual: total(months.flatMap(({ actual }) => actual?.revenue ?? [])),
    comparable: {
      actual: total(both.map(({ actual }) => actual)) ?? 0,
      target: total(both.map(({ target }) => target)) ?? 0,
    },
  };
}

function total(amounts: readonly number[]): number | undefined {
  return amounts.length === 0 ? undefined : amounts.reduce((sum, amount) => sum + amount, 0);
}
