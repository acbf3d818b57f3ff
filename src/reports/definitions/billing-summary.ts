import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { monthStart } from "../formulas/calendar-span.ts";
import { daysPastDue } from "../formulas/receivables-ageing.ts";
import { type BillingFacts, CHASE_DAYS } from "../parts/billing.ts";
import { dsoMetric } from "../parts/billing-dso.ts";
import type { Standing } from "../parts/billing-standing.ts";
import { lessIsGood, moneyAgainst, moneyOf, moreIsGood } from "../parts/change.ts";
import { counted } from "../parts/counted.ts";
import { settleMeanings } from "../parts/metrics.ts";
import { NO_DATA, nothingOnRecord } from "../parts/nothing-on-record.ts";
import { outOfReach } from "../parts/reach.ts";
import { sourcesOf, whereFrom } from "../parts/sources.ts";
import { sentence } from "../parts/wording.ts";
import type { Metric, MissingFact } from "../report.ts";

/** `$6,325 is open, $1,050 of it past 60 days; one client brings 43% of billing.` */
export function billingHeadline(
  input: ComposeInput,
  { invoices, reach, now, concentration }: BillingFacts,
  format: Formatter,
): string {
  if (invoices.length === 0)
    return nothingOnRecord(input.portfolio, input.portfolio.invoices, "invoice", "invoices.csv");
  if (now === undefined)
    return sentence(...outOfReach(input, "invoice", "invoices.csv", reach, format));
  const hangs =
    concentration === undefined
      ? ""
      : `one client brings ${format.ratio(concentration.top.share)} of billing`;
  return sentence(openWords(now, format), hangs);
}

/** What is open, and what of it is stale; less credit notes, where there are any. */
function openWords({ owed, ageing, past60 }: Standing, format: Formatter): string {
  const { invoiced, credits } = ageing;
  const stale = past60 === 0 ? "none" : format.money(past60);
  if (credits === 0)
    return owed === 0
      ? "no invoice is open"
      : `${format.money(owed)} is open, ${stale} of it past ${CHASE_DAYS} days`;
  if (invoiced === 0) return `no invoice is open, and ${format.money(-credits)} of credit notes is`;
  const past = `${stale} of the invoices past ${CHASE_DAYS} days`;
  if (owed < 0) return `credit notes exceed open invoices by ${format.money(-owed)}, ${past}`;
  return `${format.money(owed)} is open after ${format.money(-credits)} of credit notes, ${past}`;
}

export function billingMetrics(
  input: ComposeInput,
  facts: BillingFacts,
  format: Formatter,
): readonly Metric[] {
  return settleMeanings([
    ...balanceMetrics(facts, format),
    dsoMetric(facts, format),
    recurringMetric(input, facts, format),
  ]);
}

/** Balances at the end of the period against those with which it began. */
function balanceMetrics(facts: BillingFacts, format: Formatter): readonly Metric[] {
  const metric = (
    id: string,
    label: string,
    key: "owed" | "past60" | "unbilled",
    words: string,
  ): Metric => {
    const [now, before] = [facts.now?.[key], facts.before?.[key]];
    const change = moneyAgainst(now, before, facts.beforeLabel, format);
    return {
      id,
      label,
      value: moneyOf(now),
      meaning: key === "past60" ? staleMeaning(now) : balanceMeaning(now, before),
      ...(change && { change }),
      note: now === undefined ? NO_DATA : words,
      sources: sourcesOf(facts.invoices),
    };
  };
  const stale = facts.open.filter(
    (each) => facts.now && daysPastDue(each, facts.now.on) > CHASE_DAYS,
  );
  const clients = new Set(facts.unbilled.map(({ client }) => client)).size;
  const invoices = (lines: BillingFacts["open"]) => counted(format, lines.length, "invoice");
  const credits = counted(format, facts.credits.length, "credit note");
  const lines =
    facts.credits.length === 0
      ? invoices(facts.open)
      : facts.open.length === 0
        ? credits
        : `${invoices(facts.open)} less ${credits}`;
  return [
    metric("receivables", "Open receivables", "owed", lines),
    metric("past-60", `Past ${CHASE_DAYS} days`, "past60", invoices(stale)),
    metric("unbilled", "Unbilled work", "unbilled", counted(format, clients, "client")),
  ];
}

/** Less to collect is good, but a balance below zero is money that clients are owed: neither good nor bad. */
function balanceMeaning(now: number | undefined, before: number | undefined): Metric["meaning"] {
  if ((now ?? 0) < 0 || (before ?? 0) < 0) return "neutral";
  return lessIsGood(now, before);
}

/** What is long past due is bad, also if it was as much before. */
function staleMeaning(past60: number | undefined): Metric["meaning"] {
  return (past60 ?? 0) > 0 ? "bad" : "good";
}

/** Its month is named where that is not the report's own: in a longer period, and in the first week of a month. */
function recurringMetric(
  { period }: ComposeInput,
  { invoices, recurring, recurringBefore }: BillingFacts,
  format: Formatter,
): Metric {
  const { total, clients = [] } = recurring;
  const before = recurringBefore.total;
  const { from, label } = recurring.span;
  const isOwn = from === period.from && period.to <= monthStart(from, 1);
  const month = isOwn ? "" : ` in ${label}`;
  const change = moneyAgainst(total, before, recurringBefore.span.label, format);
  return {
    id: "recurring-revenue",
    label: "Recurring a month",
    value: moneyOf(total),
    meaning: moreIsGood(total, before),
    ...(change && { change }),
    note: total === undefined ? NO_DATA : counted(format, clients.length, "client") + month,
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

const NO_INVOICES = {
  what: "Invoices and unbilled work",
  from: "the invoice list",
  where: "invoices.csv: number, entity, client, kind, performed, issued, due, paid, amount",
};
