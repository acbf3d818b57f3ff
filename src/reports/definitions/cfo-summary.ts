import type { Initiative } from "../../portfolio/business.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { operatingBurn } from "../formulas/burn.ts";
import type { Runway } from "../formulas/runway.ts";
import { type BookSpan, monthlyAverage } from "../parts/book-span.ts";
import { type Books, olderMonth, recordsOf } from "../parts/books.ts";
import { breakEvenMetric } from "../parts/break-even-metric.ts";
import { againstBefore, againstPlan } from "../parts/burn-words.ts";
import type { TotalCash } from "../parts/cash.ts";
import { note } from "../parts/change.ts";
import { changeInBooks } from "../parts/change-words.ts";
import type { Owned } from "../parts/entities.ts";
import { settleMeanings } from "../parts/metrics.ts";
import type { Offer } from "../parts/offers.ts";
import { isPartlyPlanned, plannedOver } from "../parts/plan.ts";
import { revenueMetric } from "../parts/revenue-metric.ts";
import type { JudgedRule } from "../parts/rules.ts";
import { rulesMetric } from "../parts/rules-section.ts";
import { runwayMetric } from "../parts/runway-metric.ts";
import { sourcesOf } from "../parts/sources.ts";
import type { Spendable } from "../parts/spendable.ts";
import { missing, money } from "../parts/values.ts";
import type { Meaning, Metric } from "../report.ts";

/** What the CFO report is made from. */
export interface CfoFacts {
  readonly entities: readonly Entity[];
  readonly books: Books;
  readonly cash: TotalCash | undefined;
  readonly runway: Runway;
  /** What contributes most comes first; break-even is told for that one. */
  readonly offers: readonly Offer[];
  readonly rules: readonly JudgedRule[];
  readonly initiatives: readonly Owned<Initiative>[];
  readonly spendable: Spendable;
}

export function cfoMetrics(
  input: ComposeInput,
  facts: CfoFacts,
  format: Formatter,
): readonly Metric[] {
  const { books, cash, runway, rules, offers } = facts;
  return settleMeanings([
    burn(input, facts, format),
    runwayMetric(input, { books, cash, runway, rules }, format),
    breakEvenMetric(offers[0], books, format),
    revenueMetric(input, books, format),
    rulesMetric(rules),
  ]);
}

function burn(input: ComposeInput, { books }: CfoFacts, format: Formatter): Metric {
  const { span, before, isStale } = books;
  const base = { id: "burn", label: span?.isOneMonth === false ? "Burn" : "Burn a month" };
  if (span === undefined) {
    const note = "no ledger is on record";
    return { ...base, value: missing, meaning: "neutral", note, sources: [] };
  }
  const months = span.months.map(({ month }) => month);
  const plan = plannedOver(input.portfolio, months, "expense");
  const amount = operatingBurn(span);
  const isJudged = span.isFull && plan !== undefined && !isStale;
  const change = againstBefore(span, before, format);
  const words = note(
    olderMonth(books),
    amount < 0 ? "more was refunded than spent" : averageWords(books, amount, format),
    span.isFull ? planWords(input, span, format) : `${span.label} so far`,
  );
  return {
    ...base,
    value: money(format.roundMoney(amount)),
    meaning: isJudged ? lowIsGood(amount, plan.minor) : "neutral",
    ...changeInBooks(change, books),
    note: words || "no plan to hold it against",
    sources: sourcesOf([
      ...recordsOf([...span.months, ...(before?.months ?? [])]),
      ...(plan?.records ?? []),
    ]),
  };
}

/** `4% over plan`, or why there is no plan to hold the figure against. */
function planWords(input: ComposeInput, span: BookSpan, format: Formatter): string {
  const months = span.months.map(({ month }) => month);
  if (isPartlyPlanned(input.portfolio, months, "expense")) return "not every entity has a plan";
  return againstPlan(input, span, format);
}

/** `$8,276 a month`; empty where the figure is that of a month. */
function averageWords({ span }: Books, amount: number, format: Formatter): string {
  if (span === undefined || span.months.length === 1) return "";
  return `${format.money(format.roundMoney(monthlyAverage(span, amount)))} a month`;
}

function lowIsGood(actual: number, bound: number): Meaning {
  return actual <= bound ? "good" : "bad";
}
