import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { ClientRevenue } from "../formulas/recurring-revenue.ts";
import type { Section, TableBlock } from "../report.ts";
import type { BillingFacts } from "./billing.ts";
import { moneyAgainst, moneyOf } from "./change.ts";
import { counted } from "./counted.ts";
import { plain } from "./plain-section.ts";
import { money, nothing, text } from "./values.ts";
import { heading } from "./wording.ts";

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
        : `Nothing recurs ${span.when}`;
    return plain(words, "Lines of kind recurring in invoices.csv stand here, one a month.");
  }
  const before = recurringBefore.span.label;
  const change = moneyAgainst(total, recurringBefore.total, before, format);
  const words = recurringWords(facts, total, format);
  return {
    heading: heading(change === undefined ? words : `${words}, ${change.words}`),
    blocks: [recurringTable(input, facts, clients)],
  };
}

/** A client whose credits outweigh the month brings nothing, and is in the table all the same. */
function recurringWords({ recurring }: BillingFacts, total: number, format: Formatter): string {
  const { clients = [], span } = recurring;
  if (total <= 0) return `credit notes outweigh what recurs ${span.when}`;
  const paying = clients.filter(({ minor }) => minor > 0).length;
  const who = counted(format, paying, "client");
  return `${who} ${paying === 1 ? "brings" : "bring"} ${format.money(total)} a month`;
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
