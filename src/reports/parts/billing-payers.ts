import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { averageDaysLate } from "../formulas/days-late.ts";
import { isWithin } from "../formulas/open-on.ts";
import type { Section, TableBlock } from "../report.ts";
import { type BillingFacts, DSO_DAYS, daysUpTo, YEAR_DAYS } from "./billing.ts";
import { countAgainst, wholeOf } from "./change.ts";
import { plain } from "./plain-section.ts";
import { count, text } from "./values.ts";
import { heading, plural } from "./wording.ts";

/** How long money takes, and whose takes longest. */
export function payersSection(
  input: ComposeInput,
  { invoices, now, before, beforeLabel }: BillingFacts,
  format: Formatter,
): Section {
  const year = daysUpTo(now.on, YEAR_DAYS);
  const paid = invoices.filter((each) => each.paid !== undefined && isWithin(each.paid, year));
  const payers = [...new Set(paid.map(({ client }) => client))]
    .map((client) => {
      const own = paid.filter((each) => each.client === client);
      return { client, paid: own.length, late: averageDaysLate(own) ?? 0 };
    })
    .sort((one, other) => other.late - one.late || (one.client < other.client ? -1 : 1));
  const [slowest] = payers;
  if (slowest === undefined)
    return plain("No invoice was paid within a year", "Write the day of payment under paid.");
  const change = countAgainst(now.dso, before.dso, beforeLabel);
  const dso = now.dso === undefined ? "" : `${daysOf(now.dso)} of invoicing are unpaid`;
  const late = Math.round(slowest.late);
  const slow =
    late === 0 ? "every client pays on time" : `${slowest.client} pays ${daysOf(late)} late`;
  return {
    heading: heading(slow, change === "" ? dso : `${dso}, ${change}`),
    blocks: [
      payersTable(input, payers, format.date(now.on)),
      {
        kind: "text",
        text: `Days sales outstanding are taken over ${DSO_DAYS} days of invoices; early payment counts as 0 days late.`,
      },
    ],
  };
}

function payersTable(
  input: ComposeInput,
  payers: readonly { readonly client: string; readonly paid: number; readonly late: number }[],
  until: string,
): TableBlock {
  return {
    kind: "table",
    title: {
      who: input.portfolio.settings.name,
      what: "Days paid late on average",
      when: `12 months to ${until}`,
    },
    columns: [
      { label: "Client", align: "start" },
      { label: "Paid invoices", align: "end" },
      { label: "Days late", align: "end" },
    ],
    rows: payers.map((each) => ({
      cells: [text(each.client), count(each.paid), wholeOf(each.late)],
    })),
  };
}

function daysOf(days: number): string {
  return plural(Math.round(days), "day");
}
