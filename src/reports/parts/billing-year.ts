import type { IsoDate } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { elapsed } from "../formulas/calendar-span.ts";
import { addDays } from "../formulas/days.ts";
import { type BillingFacts, YEAR_DAYS } from "./billing.ts";
import { daysUpTo } from "./billing-standing.ts";
import { isOnRecord } from "./recorded.ts";

/** The last day of the period that has come. */
export function lastDay({ period, reportingDate }: ComposeInput): IsoDate {
  return addDays(elapsed(period, reportingDate).to, -1);
}

/** As a title names it: `12 months to Oct 31, 2026`, or the days on record where they are fewer: `Oct 1 – Dec 31, 2025`. */
export function yearWords(
  input: ComposeInput,
  facts: Pick<BillingFacts, "reach">,
  format: Formatter,
): string {
  return daysOnRecord(input, facts, format) ?? wholeYear(input, format);
}

/** As a sentence names it: `in the 12 months to Oct 31, 2026`, `in the days on record, Oct 1 – Dec 31, 2025`. */
export function inYearWords(
  input: ComposeInput,
  facts: Pick<BillingFacts, "reach">,
  format: Formatter,
): string {
  const days = daysOnRecord(input, facts, format);
  return `in the ${days === undefined ? wholeYear(input, format) : `days on record, ${days}`}`;
}

/** undefined where the file holds the whole year, or begins after it. */
function daysOnRecord(
  input: ComposeInput,
  { reach }: Pick<BillingFacts, "reach">,
  format: Formatter,
): string | undefined {
  const on = lastDay(input);
  const isShort = reach !== undefined && !isOnRecord(daysUpTo(on, YEAR_DAYS), reach.first);
  return isShort && reach.first <= on ? format.dateRange(reach.first, on) : undefined;
}

function wholeYear(input: ComposeInput, format: Formatter): string {
  return `12 months to ${format.date(lastDay(input))}`;
}
