import type { Invoice } from "../../portfolio/operations.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { averageDaysLate } from "../formulas/days-late.ts";
import { isWithin } from "../formulas/open-on.ts";
import { isCreditNote } from "../formulas/receivables-ageing.ts";
import type { Section, TableBlock } from "../report.ts";
import { type BillingFacts, YEAR_DAYS } from "./billing.ts";
import { dsoChange, dsoReach } from "./billing-dso.ts";
import { daysUpTo } from "./billing-standing.ts";
import { lastDay, yearWords } from "./billing-year.ts";
import { wholeOf } from "./change.ts";
import { counted } from "./counted.ts";
import { plain } from "./plain-section.ts";
import { count, text } from "./values.ts";
import { heading, sentence } from "./wording.ts";

/** How long money takes, and whose takes longest. A credit note that was settled is not a payment. */
export function payersSection(
  input: ComposeInput,
  facts: BillingFacts,
  format: Formatter,
): Section {
  const { invoices, now } = facts;
  const year = daysUpTo(lastDay(input), YEAR_DAYS);
  const payers = payersIn(
    invoices.filter(
      (each) => !isCreditNote(each) && each.paid !== undefined && isWithin(each.paid, year),
    ),
  );
  const [slowest] = payers;
  if (slowest === undefined)
    return plain("No invoice was paid within a year", "Write the day of payment under paid.");
  const daysOf = (days: number) => counted(format, Math.round(days), "day");
  const change = dsoChange(facts, format);
  const dso = now?.dso === undefined ? "" : `${daysOf(now.dso)} of invoicing are unpaid`;
  const slow =
    Math.round(slowest.late) === 0
      ? "every client pays on time"
      : `${slowest.client} pays ${daysOf(slowest.late)} late`;
  return {
    heading: heading(slow, change === undefined ? dso : `${dso}, ${change.words}`),
    blocks: [
      payersTable(input, payers, yearWords(input, facts, format)),
      {
        kind: "text",
        text: sentence(dsoReach(facts, format), "early payment counts as 0 days late"),
      },
    ],
  };
}

/** How late each client pays on average. */
interface Payer {
  readonly client: string;
  readonly paid: number;
  readonly late: number;
}

/** The slowest first. */
function payersIn(paid: readonly Invoice[]): readonly Payer[] {
  return [...new Set(paid.map(({ client }) => client))]
    .map((client) => {
      const own = paid.filter((each) => each.client === client);
      return { client, paid: own.length, late: averageDaysLate(own) ?? 0 };
    })
    .sort((one, other) => other.late - one.late || (one.client < other.client ? -1 : 1));
}

function payersTable(input: ComposeInput, payers: readonly Payer[], when: string): TableBlock {
  return {
    kind: "table",
    title: {
      who: input.portfolio.settings.name,
      what: "Days paid late on average",
      when,
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
