import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import {
  AGEING_BUCKETS,
  type AgeingBucket,
  ageingBucket,
  daysPastDue,
} from "../formulas/receivables-ageing.ts";
import { shareOf } from "../formulas/share.ts";
import type { ChartBlock, Row, Section, TableBlock } from "../report.ts";
import { type BillingFacts, CHASE_DAYS } from "./billing.ts";
import type { Standing } from "./billing-standing.ts";
import { counted } from "./counted.ts";
import { plain } from "./plain-section.ts";
import { count, money, nothing, text } from "./values.ts";
import { heading, sentence } from "./wording.ts";

/** What is owed, by how long it is past due. */
export function ageingSection(
  input: ComposeInput,
  facts: BillingFacts,
  format: Formatter,
): Section {
  const { now, open, credits } = facts;
  if (now === undefined || open.length + credits.length === 0) {
    const words = now === undefined ? "What clients owe is not on record" : "No invoice is open";
    return plain(words, "Open invoices stand here by days past due, from invoices.csv.");
  }
  const [oldest] = open;
  const days = oldest === undefined ? 0 : daysPastDue(oldest, now.on);
  const past =
    now.past60 > 0
      ? `${format.money(now.past60)} is more than ${CHASE_DAYS} days past due, the oldest invoice ${counted(format, days, "day")}`
      : `nothing is more than ${CHASE_DAYS} days past due`;
  return {
    heading: heading(past, creditWords(now, format)),
    blocks: [ageingChart(input, now, format), ageingTable(input, facts, now, format)],
  };
}

/** `$300 of credit notes is open`; empty without any. */
function creditWords({ ageing }: Standing, format: Formatter): string {
  return ageing.credits === 0 ? "" : `${format.money(-ageing.credits)} of credit notes is open`;
}

function ageingChart(
  { portfolio: { settings } }: ComposeInput,
  { on, ageing }: Standing,
  format: Formatter,
): ChartBlock {
  const { buckets, invoiced } = ageing;
  const share = format.value(shareOf(invoiced - buckets.current, invoiced));
  return {
    kind: "chart",
    shape: "columns",
    title: {
      who: settings.name,
      what: `Receivables in ${settings.currency} by days past due`,
      when: format.date(on),
    },
    message:
      invoiced === 0
        ? "No invoice is open."
        : sentence(`${share} of the ${format.money(invoiced)} owed is past due`),
    categories: AGEING_BUCKETS.map(bucketLabel),
    series: [
      {
        name: "Receivables",
        scenario: "actual",
        values: AGEING_BUCKETS.map((bucket) => money(buckets[bucket])),
      },
    ],
  };
}

/** Shares are those of the invoices; credit notes, if any, stand below and have none. */
function ageingTable(
  { portfolio: { settings } }: ComposeInput,
  { open, credits }: BillingFacts,
  { on, ageing, owed }: Standing,
  format: Formatter,
): TableBlock {
  const { buckets, invoiced } = ageing;
  const invoicesIn = (bucket: AgeingBucket) =>
    open.filter((invoice) => ageingBucket(daysPastDue(invoice, on)) === bucket).length;
  const creditRow: Row = {
    cells: [text("Credit notes"), count(credits.length), money(ageing.credits), nothing],
  };
  const hasCredits = credits.length > 0;
  return {
    kind: "table",
    title: { who: settings.name, what: "Receivables by days past due", when: format.date(on) },
    columns: [
      { label: "Days past due", align: "start" },
      { label: "Invoices", align: "end" },
      { label: "Owed", unit: settings.currency, align: "end" },
      { label: "Share", align: "end" },
    ],
    rows: [
      ...AGEING_BUCKETS.map((bucket) => ({
        cells: [
          text(bucketLabel(bucket)),
          count(invoicesIn(bucket)),
          money(buckets[bucket]),
          shareOf(buckets[bucket], invoiced),
        ],
      })),
      ...(hasCredits ? [creditRow] : []),
    ],
    total: [
      text("Total"),
      count(open.length + credits.length),
      money(owed),
      hasCredits ? nothing : shareOf(owed, owed),
    ],
  };
}

function bucketLabel(bucket: AgeingBucket): string {
  return bucket === "current" ? "Current" : bucket;
}
