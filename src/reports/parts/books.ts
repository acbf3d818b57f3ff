import type { IsoMonth } from "../../portfolio/ledger.ts";
import type { Sourced } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import { addDays } from "../formulas/days.ts";
import { addMonths, monthOf, monthsFrom } from "../formulas/months.ts";
import { RUNWAY_MONTHS } from "../formulas/runway.ts";
import { type BookMonth, bookMonths } from "./book-month.ts";
import { type BookSpan, bookSpan, periodMonths, reportMonth, spanBefore } from "./book-span.ts";

/** The ledger as far as a report looks at it. */
export interface Books {
  /** See `reportMonth`. */
  readonly month: IsoMonth;
  /** Months that have postings, up to the report's, the oldest first. A month without any is missing, not zero. */
  readonly months: readonly BookMonth[];
  /** The last of them: the report's month, or an earlier one while the ledger does not reach that far. */
  readonly latest: BookMonth | undefined;
  /** The last one that is complete: what rules on a month are held against. */
  readonly lastFull: BookMonth | undefined;
  /** The months that runway is averaged over: the last complete ones. */
  readonly burning: readonly BookMonth[];
  /** What the report is about; see `periodMonths`. */
  readonly span: BookSpan | undefined;
  /** What it is compared with; see `spanBefore`. */
  readonly before: BookSpan | undefined;
  /** Complete months that fixed costs and the audit are taken from: those of the span, or the last one there is. */
  readonly base: BookSpan | undefined;
  /** Whether the last complete month lies more than one month back: too old to tell how things stand. */
  readonly isStale: boolean;
  /** Months without a posting that the report would need, the oldest first. */
  readonly gaps: readonly IsoMonth[];
  /** Months that the report would need and that lack the postings of an entity, the oldest first. */
  readonly partial: readonly BookMonth[];
}

/** How far back a report on one month looks: its chart shows the same month of the year before. */
export const MONTHS_BACK = 12;

/** Sums the ledger up by month. Postings in accounts that the chart does not know are in no sum. */
export function readBooks(input: ComposeInput): Books {
  const { portfolio, period, reportingDate } = input;
  const first = monthOf(period.from);
  const month = reportMonth(input);
  const months = bookMonths(portfolio, reportingDate).filter((each) => each.month <= month);
  const isOneMonth = monthOf(addDays(period.to, -1)) === first;
  const told = periodMonths(months, first, isOneMonth);
  const span =
    told.length === 0
      ? undefined
      : bookSpan(input, told, isOneMonth || (told[0]?.month ?? "") < first);
  const full = months.filter(({ isFull }) => isFull);
  const lastFull = full.at(-1);
  const last = lastFull ?? months.at(-1);
  const needed = monthsNeeded(months, isOneMonth ? month : first, month);
  return {
    month,
    months,
    latest: months.at(-1),
    lastFull,
    burning: full.slice(-RUNWAY_MONTHS),
    span,
    before: span && spanBefore(input, months, span),
    base: span?.isFull ? span : lastFull && bookSpan(input, [lastFull], true),
    isStale: last !== undefined && last.month < addMonths(month, -1),
    gaps: needed.filter((id) => months.every((each) => each.month !== id)),
    partial: months.filter((each) => each.lacking.length > 0 && needed.includes(each.month)),
  };
}

/** The months that the report looks at, from the first that the ledger holds or the period begins with. */
function monthsNeeded(
  months: readonly BookMonth[],
  first: IsoMonth,
  last: IsoMonth,
): readonly IsoMonth[] {
  const begin = months[0]?.month;
  if (begin === undefined) return [];
  const back = addMonths(last, -MONTHS_BACK);
  return monthsFrom([begin > back ? begin : back, first].sort()[0] ?? first, last);
}

/** `July 2026` where a report on a month has to tell an older one; else empty. Old books must not read like today's. */
export function olderMonth({ span, month }: Books): string {
  return span?.isOneMonth && span.months.every((each) => each.month < month) ? span.title : "";
}

/** Records behind the sums of some months. */
export function recordsOf(months: readonly (BookMonth | undefined)[]): readonly Sourced[] {
  return months.flatMap((each) => each?.cells ?? []);
}
