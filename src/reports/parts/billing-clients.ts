import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { type ConcentrationBand, concentrationBand } from "../formulas/concentration.ts";
import type { ClientRevenue } from "../formulas/recurring-revenue.ts";
import { shareOf } from "../formulas/share.ts";
import type { Section, TableBlock } from "../report.ts";
import type { BillingFacts } from "./billing.ts";
import { moneyAgainst, moneyOf } from "./change.ts";
import { plain } from "./plain-section.ts";
import { money, nothing, text } from "./values.ts";
import { heading, plural, sentence } from "./wording.ts";

const BAND_WORDS: Readonly<Record<ConcentrationBand, string>> = {
  high: "highly concentrated",
  moderate: "moderately concentrated",
  low: "well spread",
};

/** On how few clients the revenue hangs. */
export function concentrationSection(
  input: ComposeInput,
  { yearly, concentration, now }: BillingFacts,
  format: Formatter,
): Section {
  if (concentration === undefined)
    return plain("Billing by client is not on record", "It stands here for the last year.");
  const { top, hhi } = concentration;
  const band = BAND_WORDS[concentrationBand(hhi)];
  return {
    heading: heading(
      `${top.name} brings ${format.ratio(top.share)} of billing`,
      `an HHI of ${format.count(hhi)} is ${band}`,
    ),
    blocks: [
      invoicedTable(input, yearly, format.date(now.on)),
      {
        kind: "text",
        text: sentence(
          `The Herfindahl–Hirschman index (HHI) adds the squares of the shares: under ${format.count(1000)} is well spread, over ${format.count(1800)} highly concentrated`,
        ),
      },
    ],
  };
}

function invoicedTable(
  input: ComposeInput,
  yearly: BillingFacts["yearly"],
  until: string,
): TableBlock {
  const { name, currency } = input.portfolio.settings;
  const whole = [...yearly.values()].reduce((sum, each) => sum + each, 0);
  const clients = [...yearly].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  return {
    kind: "table",
    title: {
      who: name,
      what: "Invoiced by client",
      when: `12 months to ${until}`,
    },
    columns: [
      { label: "Client", align: "start" },
      { label: "Invoiced", unit: currency, align: "end" },
      { label: "Share", align: "end" },
    ],
    rows: clients.map(([client, amount]) => ({
      cells: [text(client), money(amount), shareOf(amount, whole)],
    })),
    total: [text("Total"), money(whole), shareOf(whole, whole)],
  };
}

/** What comes in every month, by client. */
export function recurringSection(
  input: ComposeInput,
  facts: BillingFacts,
  format: Formatter,
): Section {
  const { recurring, recurringBefore } = facts;
  const { clients = [], total, span } = recurring;
  if (total === undefined || clients.length === 0) {
    const words =
      total === undefined
        ? `Recurring revenue of ${span.label} is not on record`
        : `Nothing recurs in ${span.label}`;
    return plain(words, "Lines of kind recurring in invoices.csv stand here, one a month.");
  }
  const before = recurringBefore.span.label;
  const change = moneyAgainst(total, recurringBefore.total, before, format);
  const words = `${plural(clients.length, "client")} ${clients.length === 1 ? "brings" : "bring"} ${format.money(total)} a month`;
  return {
    heading: heading(change === "" ? words : `${words}, ${change}`),
    blocks: [recurringTable(input, facts, clients)],
  };
}

/** Clients of the month beside the month before; those who have left come last. */
function recurringTable(
  input: ComposeInput,
  { recurring, recurringBefore }: BillingFacts,
  clients: readonly ClientRevenue[],
): TableBlock {
  const { name, currency } = input.portfolio.settings;
  const { span, total } = recurring;
  const earlier = recurringBefore.clients ?? [];
  const was = new Map(earlier.map(({ client, minor }) => [client, minor]));
  const gone = earlier.filter(({ client }) => !clients.some((each) => each.client === client));
  const cell = (minor: number | undefined) =>
    minor === undefined && recurringBefore.total !== undefined ? nothing : moneyOf(minor);
  return {
    kind: "table",
    title: { who: name, what: "Recurring revenue by client", when: span.label },
    columns: [
      { label: "Client", align: "start" },
      { label: recurringBefore.span.label, unit: currency, align: "end" },
      { label: span.label, unit: currency, align: "end" },
    ],
    rows: [
      ...clients.map(({ client, minor }) => ({
        cells: [text(client), cell(was.get(client)), money(minor)],
      })),
      ...gone.map(({ client, minor }) => ({ cells: [text(client), money(minor), nothing] })),
    ],
    total: [text("Total"), moneyOf(recurringBefore.total), moneyOf(total)],
  };
}
