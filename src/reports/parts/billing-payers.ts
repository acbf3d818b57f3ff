import type { Invoice } from "../../portfolio/operations.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { averageDaysLate } from "../formulas/days-late.ts";
import { isWithin } from "../formulas/open-on.ts";
import { daysPastDue, isCreditNote } from "../formulas/receivables-ageing.ts";
import type { Section, TableBlock } from "../report.ts";
import { type BillingFacts, YEAR_DAYS } from "./billing.ts";
import { dsoChange, dsoReach } from "./billing-dso.ts";
import { daysUpTo } from "./billing-standing.ts";
import { inYearWords, lastDay, yearWords } from "./billing-year.ts";
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
  if (slowest === undefined) return nobodyPaid(input, facts, format);
  const daysOf = (days: number) => counted(format, Math.round(days), "day");
  const change = dsoChange(facts, format);
  const dso = now?.dso === undefined ? "" : `${daysOf(now.dso)} of invoicing are unpaid`;
  return {
    heading: heading(
      latenessWords(slowest, facts, format),
      change === undefined ? dso : `${dso}, ${change.words}`,
    ),
    blocks: [
      payersTable(input, payers, yearWords(input, facts, format)),
      {
        kind: "text",
        text: sentence(dsoReach(facts, format), "early payment counts as 0 days late"),
      },
    ],
  };
}

/** That nothing is known is not that nobody paid. */
function nobodyPaid(input: ComposeInput, facts: BillingFacts, format: Formatter): Section {
  if (facts.now === undefined)
    return plain("How fast clients pay is not on record", "It stands here for the last year.");
  const words = `No invoice was paid ${inYearWords(input, facts, format)}`;
  return plain(words, "Write the day of payment under paid.");
}

/** `Client C pays 35 days late`; that all pay on time only while nobody is late with what is still open. */
function latenessWords(
  { client, late }: Payer,
  { open, now }: BillingFacts,
  format: Formatter,
): string {
  if (Math.round(late) > 0)
    return `${client} pays ${counted(format, Math.round(late), "day")} late`;
  if (late > 0) return "no client pays a day late on average";
  return now !== undefined && open.some((invoice) => daysPastDue(invoice, now.on) > 0)
    ? "every invoice that was paid was paid on time"
    : "every client pays on time";
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
