import type { Invoice } from "../../portfolio/operations.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import {
  AGEING_BUCKETS,
  type AgeingBucket,
  ageingBucket,
  daysPastDue,
} from "../formulas/receivables-ageing.ts";
import { shareOf } from "../formulas/share.ts";
import type { ChartBlock, ListItem, Section, TableBlock } from "../report.ts";
import { type BillingFacts, CHASE_DAYS, sumByClient } from "./billing.ts";
import { plain } from "./plain-section.ts";
import { count, money, text } from "./values.ts";
import { heading, plural, sentence } from "./wording.ts";

/** What is owed, by how long it is past due. */
export function ageingSection(
  input: ComposeInput,
  facts: BillingFacts,
  format: Formatter,
): Section {
  const { now, open, invoices } = facts;
  const [oldest] = open;
  if (oldest === undefined) {
    const words =
      invoices.length === 0 ? "What clients owe is not on record" : "No invoice is open";
    return plain(words, "Open invoices stand here by days past due, from invoices.csv.");
  }
  const days = daysPastDue(oldest, now.on);
  const past =
    now.past60 > 0
      ? `${format.money(now.past60)} is more than ${CHASE_DAYS} days past due`
      : `nothing is more than ${CHASE_DAYS} days past due`;
  const age = days > 0 ? `, the oldest invoice ${plural(days, "day")}` : "";
  return {
    heading: heading(past + (now.past60 > 0 ? age : "")),
    blocks: [ageingChart(input, facts, format), ageingTable(input, facts, format)],
  };
}

function ageingChart(
  { portfolio: { settings } }: ComposeInput,
  { now }: BillingFacts,
  format: Formatter,
): ChartBlock {
  const share = format.value(shareOf(now.owed - now.ageing.current, now.owed));
  return {
    kind: "chart",
    shape: "columns",
    title: {
      who: settings.name,
      what: `Receivables in ${settings.currency} by days past due`,
      when: format.date(now.on),
    },
    message: sentence(`${share} of the ${format.money(now.owed)} owed is past due`),
    categories: AGEING_BUCKETS.map(bucketLabel),
    series: [
      {
        name: "Receivables",
        scenario: "actual",
        values: AGEING_BUCKETS.map((bucket) => money(now.ageing[bucket])),
      },
    ],
  };
}

function ageingTable(
  { portfolio: { settings } }: ComposeInput,
  { now, open }: BillingFacts,
  format: Formatter,
): TableBlock {
  const invoicesIn = (bucket: AgeingBucket) =>
    open.filter((invoice) => ageingBucket(daysPastDue(invoice, now.on)) === bucket).length;
  return {
    kind: "table",
    title: {
      who: settings.name,
      what: "Receivables by days past due",
      when: format.date(now.on),
    },
    columns: [
      { label: "Days past due", align: "start" },
      { label: "Invoices", align: "end" },
      { label: "Owed", unit: settings.currency, align: "end" },
      { label: "Share", align: "end" },
    ],
    rows: AGEING_BUCKETS.map((bucket) => ({
      cells: [
        text(bucketLabel(bucket)),
        count(invoicesIn(bucket)),
        money(now.ageing[bucket]),
        shareOf(now.ageing[bucket], now.owed),
      ],
    })),
    total: [text("Total"), count(open.length), money(now.owed), shareOf(now.owed, now.owed)],
  };
}

function bucketLabel(bucket: AgeingBucket): string {
  return bucket === "current" ? "Current" : bucket;
}

/** Work that is done and not invoiced, by client. */
export function unbilledSection(
  { unbilled, now, invoices }: BillingFacts,
  format: Formatter,
): Section {
  const [oldest] = unbilled;
  if (oldest === undefined) {
    const words =
      invoices.length === 0 ? "Unbilled work is not on record" : "All work on record is invoiced";
    return plain(words, "Work stands here from the day it is done until it has an issued day.");
  }
  const clients = byClient(unbilled);
  const at = plural(clients.length, "client");
  const since = format.date(oldest.performed);
  return {
    heading: heading(
      `${format.money(now.unbilled)} of work for ${at} is not invoiced, the oldest of ${since}`,
    ),
    blocks: [
      {
        kind: "list",
        ranked: false,
        items: clients.map(([client, amount]) => unbilledItem(client, amount, unbilled, format)),
      },
    ],
  };
}

function unbilledItem(
  client: string,
  amount: number,
  unbilled: readonly Invoice[],
  format: Formatter,
): ListItem {
  const own = unbilled.filter((each) => each.client === client);
  const first = own[0]?.performed ?? "";
  return {
    title: `${client}: ${format.money(amount)}`,
    detail: `${plural(own.length, "item")}, ${own.length === 1 ? "done" : "the oldest"} on ${format.date(first)}.`,
    tags: [...new Set(own.map(({ kind }) => kind))],
    meaning: "bad",
  };
}

/** Clients with their sums, the largest first. */
export function byClient(invoices: readonly Invoice[]): readonly (readonly [string, number])[] {
  return [...sumByClient(invoices)].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
}
