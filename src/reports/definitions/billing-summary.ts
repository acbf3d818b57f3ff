import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { daysPastDue } from "../formulas/receivables-ageing.ts";
import { type BillingFacts, CHASE_DAYS, DSO_DAYS } from "../parts/billing.ts";
import {
  countAgainst,
  lessIsGood,
  moneyAgainst,
  moneyOf,
  moreIsGood,
  note,
  wholeOf,
} from "../parts/change.ts";
import { settleMeanings } from "../parts/metrics.ts";
import { nothingOnRecord } from "../parts/nothing-on-record.ts";
import { sourcesOf, whereFrom } from "../parts/sources.ts";
import { plural, sentence } from "../parts/wording.ts";
import type { Metric, MissingFact } from "../report.ts";

/** `$6,325 is open, $1,050 of it past 60 days; one client brings 43% of billing.` */
export function billingHeadline(
  { portfolio }: ComposeInput,
  { invoices, now, concentration }: BillingFacts,
  format: Formatter,
): string {
  if (invoices.length === 0)
    return nothingOnRecord(portfolio, portfolio.invoices, "invoice", "invoices.csv");
  const past =
    now.past60 === 0
      ? `none of it past ${CHASE_DAYS} days`
      : `${format.money(now.past60)} of it past ${CHASE_DAYS} days`;
  const open = now.owed === 0 ? "no invoice is open" : `${format.money(now.owed)} is open, ${past}`;
  const hangs =
    concentration === undefined
      ? ""
      : `one client brings ${format.ratio(concentration.top.share)} of billing`;
  return sentence(open, hangs);
}

export function billingMetrics(facts: BillingFacts, format: Formatter): readonly Metric[] {
  return settleMeanings([
    ...balanceMetrics(facts, format),
    dsoMetric(facts),
    recurringMetric(facts, format),
  ]);
}

/** Balances at the end of the period against those before it. */
function balanceMetrics(facts: BillingFacts, format: Formatter): readonly Metric[] {
  const known = facts.invoices.length > 0;
  // A file that begins later says nothing about what was owed before.
  const reaches = facts.invoices.some(({ performed }) => performed <= facts.before.on);
  const metric = (
    id: string,
    label: string,
    key: "owed" | "past60" | "unbilled",
    words: string,
  ): Metric => {
    const [now, before] = [facts.now[key], reaches ? facts.before[key] : undefined];
    const change = moneyAgainst(now, before, `the end of ${facts.beforeLabel}`, format);
    return {
      id,
      label,
      value: moneyOf(known ? now : undefined),
      meaning: key === "past60" ? staleMeaning(now) : lessIsGood(now, before),
      note: known ? note(change, words) : NO_DATA,
      sources: sourcesOf(facts.invoices),
    };
  };
  const stale = facts.open.filter((each) => daysPastDue(each, facts.now.on) > CHASE_DAYS);
  const clients = new Set(facts.unbilled.map(({ client }) => client)).size;
  return [
    metric("receivables", "Open receivables", "owed", plural(facts.open.length, "invoice")),
    metric("past-60", `Past ${CHASE_DAYS} days`, "past60", plural(stale.length, "invoice")),
    metric("unbilled", "Unbilled work", "unbilled", plural(clients, "client")),
  ];
}

/** What is long past due is bad, also if it was as much before. */
function staleMeaning(past60: number): Metric["meaning"] {
  return past60 > 0 ? "bad" : "good";
}

function dsoMetric({ invoices, now, before, beforeLabel }: BillingFacts): Metric {
  const change = countAgainst(now.dso, before.dso, `the end of ${beforeLabel}`);
  return {
    id: "dso",
    label: "Days sales outstanding",
    value: wholeOf(now.dso),
    meaning: lessIsGood(now.dso, before.dso),
    note:
      now.dso === undefined
        ? `nothing was invoiced in ${DSO_DAYS} days`
        : note(change, `over ${DSO_DAYS} days`),
    sources: sourcesOf(invoices),
  };
}

function recurringMetric(
  { invoices, recurring, recurringBefore }: BillingFacts,
  format: Formatter,
): Metric {
  const { total, clients = [] } = recurring;
  const before = recurringBefore.total;
  const change = moneyAgainst(total, before, recurringBefore.span.label, format);
  return {
    id: "recurring-revenue",
    label: "Recurring a month",
    value: moneyOf(total),
    meaning: moreIsGood(total, before),
    note: total === undefined ? NO_DATA : note(change, plural(clients.length, "client")),
    sources: sourcesOf(invoices),
  };
}

/** What the file would have to say. */
export function missingBilling({ invoices, open }: BillingFacts): readonly MissingFact[] {
  return [
    ...(invoices.length > 0 ? [] : [NO_INVOICES]),
    ...open
      .filter(({ due }) => due === undefined)
      .map((invoice) => ({
        what: `Due date of invoice ${invoice.number}, taken as the day it was issued`,
        from: "the invoice",
        where: whereFrom(invoice, "due"),
      })),
  ];
}

const NO_DATA = "nothing is on record";
const NO_INVOICES = {
  what: "Invoices and unbilled work",
  from: "the invoice list",
  where: "invoices.csv: number, entity, client, kind, performed, issued, due, paid, amount",
};
