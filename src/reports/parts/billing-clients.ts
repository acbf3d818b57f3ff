import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { type ConcentrationBand, concentrationBand } from "../formulas/concentration.ts";
import { shareOf } from "../formulas/share.ts";
import type { Section, TableBlock } from "../report.ts";
import type { BillingFacts } from "./billing.ts";
import { yearWords } from "./billing-year.ts";
import { plain } from "./plain-section.ts";
import { money, nothing, text } from "./values.ts";
import { heading, sentence } from "./wording.ts";

const BAND_WORDS: Readonly<Record<ConcentrationBand, string>> = {
  high: "highly concentrated",
  moderate: "moderately concentrated",
  low: "well spread",
};

/** On how few clients the revenue hangs. */
export function concentrationSection(
  input: ComposeInput,
  facts: BillingFacts,
  format: Formatter,
): Section {
  const { yearly, concentration } = facts;
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
      invoicedTable(input, yearly, concentration.whole, yearWords(input, facts, format)),
      {
        kind: "text",
        text: sentence(
          `the Herfindahl–Hirschman index (HHI) adds the squares of the shares: under ${format.count(1000)} is well spread, over ${format.count(1800)} highly concentrated`,
          hasCredit(yearly) ? "a client whose credit notes outweigh the invoices has no share" : "",
        ),
      },
    ],
  };
}

function hasCredit(yearly: BillingFacts["yearly"]): boolean {
  return [...yearly.values()].some((amount) => amount < 0);
}

/** @param positive What the shares are taken of: clients with more invoices than credit notes, minor units. */
function invoicedTable(
  input: ComposeInput,
  yearly: BillingFacts["yearly"],
  positive: number,
  when: string,
): TableBlock {
  const { name, currency } = input.portfolio.settings;
  const whole = [...yearly.values()].reduce((sum, each) => sum + each, 0);
  const clients = [...yearly].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  return {
    kind: "table",
    title: {
      who: name,
      what: "Invoiced by client",
      when,
    },
    columns: [
      { label: "Client", align: "start" },
      { label: "Invoiced", unit: currency, align: "end" },
      { label: "Share", align: "end" },
    ],
    rows: clients.map(([client, amount]) => ({
      cells: [text(client), money(amount), amount < 0 ? nothing : shareOf(amount, positive)],
    })),
    total: [text("Total"), money(whole), hasCredit(yearly) ? nothing : shareOf(whole, whole)],
  };
}
