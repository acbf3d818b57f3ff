import type { Initiative } from "../../portfolio/business.ts";
import type { Entity, IsoDate } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { operatingBurn } from "../formulas/burn.ts";
import { attainment } from "../formulas/revenue-attainment.ts";
import type { Runway } from "../formulas/runway.ts";
import { type BookMonth, type Books, fullMonthBefore, recordsOf } from "../parts/books.ts";
import { breakEvenMetric } from "../parts/break-even-metric.ts";
import { againstPlan } from "../parts/burn-section.ts";
import type { TotalCash } from "../parts/cash.ts";
import { againstMonth, changeWords } from "../parts/change-words.ts";
import type { Owned } from "../parts/entities.ts";
import { settleMeanings } from "../parts/metrics.ts";
import { createMonthFormat } from "../parts/month-format.ts";
import type { Offer } from "../parts/offers.ts";
import { plannedFor } from "../parts/plan.ts";
import type { RevenueMonth } from "../parts/revenue.ts";
import type { JudgedRule } from "../parts/rules.ts";
import { rulesMetric } from "../parts/rules-section.ts";
import { sourcesOf } from "../parts/sources.ts";
import { missing, money, text } from "../parts/values.ts";
import { plural } from "../parts/wording.ts";
import type { Meaning, Metric, Value } from "../report.ts";

/** What the CFO report is made from. */
export interface CfoFacts {
  readonly entities: readonly Entity[];
  readonly books: Books;
  /** The full months that runway is averaged over. */
  readonly burning: readonly BookMonth[];
  readonly cash: TotalCash | undefined;
  readonly runway: Runway;
  /** What contributes most comes first; break-even is told for that one. */
  readonly offers: readonly Offer[];
  readonly revenue: RevenueMonth;
  readonly rules: readonly JudgedRule[];
  readonly initiatives: readonly Owned<Initiative>[];
  /** Cash that the rule on runway leaves to spend, minor units; undefined without such a rule, cash or burn. */
  readonly spendable: number | undefined;
}

export function cfoMetrics(
  input: ComposeInput,
  facts: CfoFacts,
  format: Formatter,
): readonly Metric[] {
  return settleMeanings([
    burn(input, facts, format),
    runwayMetric(input, facts, format),
    breakEvenMetric(facts.offers[0], facts.books.lastFull, format),
    revenue(facts, format),
    rulesMetric(facts.rules),
  ]);
}

function burn(input: ComposeInput, { entities, books }: CfoFacts, format: Formatter): Metric {
  const { latest } = books;
  const base = { id: "burn", label: "Burn a month" };
  if (latest === undefined) {
    return { ...base, value: missing, meaning: "neutral", note: NO_LEDGER, sources: [] };
  }
  const names = createMonthFormat(input.portfolio.settings.locale);
  const before = latest.isFull ? fullMonthBefore(books, latest) : undefined;
  const plan = plannedFor(entities, latest.month, "expense");
  const amount = operatingBurn(latest);
  const move = before && againstMonth(names.name(before.month));
  const notes = [
    latest.isFull ? againstPlan(input, latest, format) : `${names.name(latest.month)} so far`,
    before && move ? changeWords(amount, operatingBurn(before), move, format) : "",
  ];
  return {
    ...base,
    value: money(format.roundMoney(amount)),
    meaning: latest.isFull && plan ? lowIsGood(amount, plan.minor) : "neutral",
    note: notes.filter((note) => note !== "").join("; ") || "no plan to hold it against",
    sources: sourcesOf([...recordsOf([latest, before]), ...(plan?.records ?? [])]),
  };
}

function runwayMetric(
  { reportingDate }: ComposeInput,
  { runway, cash, burning, rules }: CfoFacts,
  format: Formatter,
): Metric {
  const rule = rules.find(({ item }) => item.measure === "runway_months");
  const held = cash
    ? `${format.money(format.roundMoney(cash.minor))} in cash${cashDay(cash, reportingDate, format)}`
    : "no cash is on record";
  const over = `net burn of ${plural(burning.length, "full month")}`;
  return {
    id: "runway",
    label: "Runway",
    value: runwayValue(runway),
    meaning:
      rule === undefined ? (runway.kind === "not-burning" ? "good" : "neutral") : ruleMeaning(rule),
    note: burning.length === 0 ? `${held}; no full month on record` : `${held}; ${over}`,
    sources: sourcesOf([...(cash?.records ?? []), ...recordsOf(burning)]),
  };
}

/** Balances are kept for one day only: a report on an earlier one says which day they are of. */
function cashDay({ records }: TotalCash, reportingDate: IsoDate, format: Formatter): string {
  const newest = records
    .map(({ source }) => source.asOf)
    .sort()
    .at(-1);
  return newest === undefined || newest <= reportingDate ? "" : ` on ${format.date(newest)}`;
}

function runwayValue(runway: Runway): Value {
  switch (runway.kind) {
    case "months":
      return {
        kind: "count",
        value: runway.months,
        unit: runway.months === 1 ? "month" : "months",
      };
    case "not-burning":
      return text("no end");
    case "unknown":
      return missing;
  }
}

function revenue({ revenue: { actual, target } }: CfoFacts, format: Formatter): Metric {
  const share = actual && target ? attainment(actual.revenue, target.minor) : undefined;
  const goal = target && format.money(format.roundMoney(target.minor));
  const reached = share === undefined ? "target is" : `${format.ratio(share)} of the target of`;
  return {
    id: "revenue",
    label: "Revenue a month",
    value: actual ? money(format.roundMoney(actual.revenue)) : missing,
    meaning: share === undefined || !actual?.isFull ? "neutral" : share >= 1 ? "good" : "bad",
    note:
      actual === undefined
        ? NO_LEDGER
        : goal === undefined
          ? "no target is on record"
          : `${reached} ${goal}${actual.isFull ? "" : ", so far"}`,
    sources: sourcesOf([...recordsOf([actual]), ...(target?.records ?? [])]),
  };
}

function lowIsGood(actual: number, bound: number): Meaning {
  return actual <= bound ? "good" : "bad";
}

function ruleMeaning({ state }: JudgedRule): Meaning {
  if (state === "unknown") return "neutral";
  return state === "kept" ? "good" : "bad";
}

const NO_LEDGER = "no ledger is on record";
