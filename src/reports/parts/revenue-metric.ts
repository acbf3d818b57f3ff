import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { attainment } from "../formulas/revenue-attainment.ts";
import type { Meaning, Metric } from "../report.ts";
import { monthlyAverage } from "./book-span.ts";
import { type Books, olderMonth, recordsOf } from "./books.ts";
import { note } from "./change.ts";
import { againstMonth, changeInBooks, relativeAgainst } from "./change-words.ts";
import { isPartlyPlanned, type Planned, plannedOver } from "./plan.ts";
import { sourcesOf } from "./sources.ts";
import { missing, money } from "./values.ts";

/** Revenue against its target and the months before, as a figure of the first screen. */
export function revenueMetric(input: ComposeInput, books: Books, format: Formatter): Metric {
  const { span, before } = books;
  const months = span?.months.map(({ month }) => month) ?? [books.month];
  const target = plannedOver(input.portfolio, months, "revenue");
  const average =
    span === undefined || span.months.length === 1
      ? ""
      : `${format.money(format.roundMoney(monthlyAverage(span, span.revenue)))} a month`;
  const change =
    span &&
    before &&
    relativeAgainst(span.revenue, before.revenue, againstMonth(before.label), format);
  return {
    id: "revenue",
    label: span?.isOneMonth === false ? "Revenue" : "Revenue a month",
    value: span ? money(format.roundMoney(span.revenue)) : missing,
    meaning: meaningOf(books, target),
    ...changeInBooks(change, books),
    note:
      span === undefined
        ? "no ledger is on record"
        : note(
            olderMonth(books),
            span.revenue < 0 ? "" : average,
            targetWords(input, books, target, format),
          ),
    sources: sourcesOf([
      ...recordsOf([...(span?.months ?? []), ...(before?.months ?? [])]),
      ...(target?.records ?? []),
    ]),
  };
}

function targetWords(
  { portfolio }: ComposeInput,
  { span }: Books,
  target: Planned | undefined,
  format: Formatter,
): string {
  const revenue = span?.revenue ?? 0;
  const soFar = span?.isFull ? "" : ", so far";
  const refunded = revenue < 0 ? "more was refunded than earned" : "";
  if (target === undefined) {
    const months = span?.months.map(({ month }) => month) ?? [];
    if (isPartlyPlanned(portfolio, months, "revenue")) return note(refunded, NOT_EVERY_ENTITY);
    return note(refunded, months.length > 1 ? "not every month has a target" : NO_TARGET);
  }
  const goal = format.money(format.roundMoney(target.minor));
  const share = attainment(revenue, target.minor);
  if (share === undefined || revenue < 0) return note(refunded, `target is ${goal}${soFar}`);
  return `${format.ratio(share)} of the target of ${goal}${soFar}`;
}

const NO_TARGET = "no target is on record";
const NOT_EVERY_ENTITY = "not every entity has a target";

function meaningOf({ span, isStale }: Books, target: Planned | undefined): Meaning {
  const share = span && target ? attainment(span.revenue, target.minor) : undefined;
  if (share === undefined || !span?.isFull || isStale) return "neutral";
  return share >= 1 ? "good" : "bad";
}
