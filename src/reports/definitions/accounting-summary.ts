import type { RevenueStream } from "../../portfolio/business.ts";
import type { Entity, StackLayer } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { LedgerCoverage } from "../formulas/ledger-coverage.ts";
import { isWithin } from "../formulas/open-on.ts";
import { systemWords } from "../parts/accounting-system.ts";
import { monthlyAverage, spanBefore } from "../parts/book-span.ts";
import { type Books, recordsOf } from "../parts/books.ts";
import { againstBefore } from "../parts/burn-words.ts";
import { note } from "../parts/change.ts";
import { changeInBooks } from "../parts/change-words.ts";
import { countWords } from "../parts/count-words.ts";
import { coverageWords } from "../parts/coverage-section.ts";
import type { Owned } from "../parts/entities.ts";
import type { ExpenseAudit } from "../parts/expense-audit.ts";
import { monthOf } from "../parts/expense-section.ts";
import { NO_ENTITIES } from "../parts/frame.ts";
import { settleMeanings } from "../parts/metrics.ts";
import type { Step } from "../parts/milestones.ts";
import { isUndefined, policyWords } from "../parts/recognition.ts";
import { sourcesOf, sourcesOrFiles } from "../parts/sources.ts";
import { badIfAny, count, countIf, missing, money } from "../parts/values.ts";
import { plural, sentence } from "../parts/wording.ts";
import type { Change, Metric } from "../report.ts";
import { trendOf } from "../trend.ts";

/** What the accounting report is made from. */
export interface AccountingFacts {
  readonly entities: readonly Entity[];
  readonly books: Books;
  readonly streams: readonly Owned<RevenueStream>[];
  /** Over all months on record; undefined without a posting. */
  readonly coverage: LedgerCoverage | undefined;
  readonly audit: ExpenseAudit | undefined;
  readonly systems: readonly Owned<StackLayer>[];
  readonly steps: readonly Step[];
}

/** `No accounting system is in place; 3 of 7 revenue streams have no recognition policy.` */
export function accountingHeadline(facts: AccountingFacts, format: Formatter): string {
  const { entities, systems, streams, coverage } = facts;
  if (entities.length === 0) return NO_ENTITIES;
  const last = streams.some(isUndefined) ? policyWords(streams) : coverageWords(coverage, format);
  return sentence(systemWords(entities, systems), last);
}

export function accountingMetrics(
  input: ComposeInput,
  facts: AccountingFacts,
  format: Formatter,
): readonly Metric[] {
  return settleMeanings([
    ledgerCovered(facts, format),
    withoutPolicy(facts),
    expense(input, facts, format),
    outliers(input, facts, format),
    milestones(input, facts, format),
  ]);
}

function ledgerCovered({ coverage, books }: AccountingFacts, format: Formatter): Metric {
  const share = coverage?.byAmount;
  const unknown = coverage?.unknown ?? [];
  const postings = unknown.reduce((sum, each) => sum + each.postings, 0);
  const all = books.months.flatMap(({ cells }) => cells).reduce((sum, { count }) => sum + count, 0);
  const words =
    unknown.length === 0
      ? "no account is unknown"
      : `of the amount; ${format.count(postings)} of ${countWords(all, format, "posting")} in ${plural(unknown.length, "unknown account")}`;
  return {
    id: "ledger-coverage",
    label: "Ledger in the chart",
    // What is not all of it never reads 100%.
    value:
      share === undefined
        ? missing
        : { kind: "ratio", value: unknown.length === 0 ? share : Math.min(share, 0.99) },
    meaning: unknown.length === 0 ? "good" : "bad",
    note: share === undefined ? NO_LEDGER : words,
    sources: sourcesOf(recordsOf(books.months)),
  };
}

function withoutPolicy({ streams }: AccountingFacts): Metric {
  const open = streams.filter(isUndefined).length;
  return {
    id: "streams-without-policy",
    label: "Streams, no policy",
    value: countIf(streams.length > 0, open),
    meaning: open === 0 ? "good" : "bad",
    note:
      streams.length === 0
        ? "no revenue stream is on record"
        : `of ${plural(streams.length, "revenue stream")}`,
    sources: sourcesOf(streams.map(({ item }) => item)),
  };
}

function expense(
  input: ComposeInput,
  { books, audit }: AccountingFacts,
  format: Formatter,
): Metric {
  const before = audit && spanBefore(input, books.months, audit.span);
  const change = audit && againstBefore(audit.span, before, format);
  const categories = audit?.categories ?? [];
  const total = categories.reduce((sum, { amount }) => sum + amount, 0);
  const spent = categories.filter(({ amount }) => amount !== 0).length;
  const months = audit?.span.months ?? [];
  const average =
    audit === undefined || months.length === 1
      ? ""
      : `${format.money(format.roundMoney(monthlyAverage(audit.span, total)))} a month`;
  return {
    id: "operating-expense",
    label: "Operating expense",
    value: audit === undefined ? missing : money(format.roundMoney(total)),
    meaning: "neutral",
    ...changeInBooks(change, books),
    note:
      audit === undefined
        ? "no full month is on record"
        : note(`${audit.span.label}, ${plural(spent, "category", "categories")}`, average),
    sources: sourcesOf(recordsOf([...months, ...(before?.months ?? [])])),
  };
}

function outliers(input: ComposeInput, { audit }: AccountingFacts, format: Formatter): Metric {
  const [first] = audit?.outliers ?? [];
  const over = (first?.amount ?? 0) - (first?.usual ?? 0);
  const amount = format.money(format.roundMoney(Math.abs(over)));
  const when = first && audit?.span.isDated ? ` in ${monthOf(input, audit, first)}` : "";
  return {
    id: "expense-outliers",
    label: "Expense outliers",
    value: countIf(audit?.isMeasured === true, audit?.outliers.length ?? 0),
    meaning: badIfAny(audit?.outliers.length ?? 0),
    note: !audit?.isMeasured
      ? "needs three full months before"
      : first === undefined
        ? "all near their median"
        : `${first.category}${when}, ${amount} ${over > 0 ? "above" : "below"} median`,
    sources: sourcesOf(recordsOf([...(audit?.span.months ?? []), ...(audit?.before ?? [])])),
  };
}

function milestones(
  { period }: ComposeInput,
  { steps, entities }: AccountingFacts,
  format: Formatter,
): Metric {
  const done = steps.filter(({ isDone }) => isDone).length;
  const more = steps.filter(
    ({ isDone, item }) => isDone && isWithin(item.done ?? "", period),
  ).length;
  const change: Change = {
    before: count(done - more),
    trend: trendOf(more, 0),
    words: `${more === 0 ? "unchanged" : `${format.count(more)} more`} ${period.inWords}`,
  };
  const late = steps.filter(({ overdueDays }) => overdueDays > 0).length;
  const next = steps.find(({ isDone }) => !isDone);
  const then = next === undefined ? "" : `; next due ${format.date(next.item.due)}`;
  return {
    id: "milestones-done",
    label: "Milestones done",
    value: countIf(steps.length > 0, done),
    meaning: late > 0 ? "bad" : done > 0 ? "good" : "neutral",
    ...(steps.length > 0 && { change }),
    note: steps.length === 0 ? "none is on record" : `of ${steps.length}${then}`,
    sources: sourcesOrFiles(
      steps.map(({ item }) => item),
      entities,
    ),
  };
}

const NO_LEDGER = "no ledger is on record";
