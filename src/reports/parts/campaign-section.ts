import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { ChartBlock, Row, Section, TableBlock } from "../report.ts";
import { bookingRange, campaignTotal, countRange, type Modelled, rounded } from "./campaigns.ts";
import { money, range, text } from "./values.ts";
import { heading, plural, sentence } from "./wording.ts";

/** The case for what is ahead, cautious and hopeful. */
export function campaignSection(
  input: ComposeInput,
  campaigns: readonly Modelled[],
  format: Formatter,
): Section {
  const [best] = campaigns;
  if (best === undefined) {
    const text =
      "Model a mailing under campaigns in an entity's file: contacts, who books, and what a booking is worth.";
    return { heading: "No campaign is ahead", blocks: [{ kind: "text", text }] };
  }
  const assumed = campaigns.map((campaign) => assumption(campaign, format)).join(" ");
  return {
    heading: heading(caseWords(best, format)),
    blocks: [
      caseChart(input, campaigns, format),
      caseTable(input, campaigns, format),
      { kind: "text", text: assumed },
    ],
  };
}

/** `"Winter offer" pays for itself with 1 booking and models 15–29` */
function caseWords({ item, model, breakEven }: Modelled, format: Formatter): string {
  const bookings = bookingRange(model.bookings, format);
  if (breakEven === undefined) return `"${item.title}" cannot pay for itself at its low value`;
  if (breakEven === 0) return `"${item.title}" costs nothing and models ${bookings} bookings`;
  return `"${item.title}" pays for itself with ${plural(breakEven, "booking")} and models ${bookings}`;
}

/** The whole formula with its figures, and the conversion it breaks even at. */
function assumption({ item, breakEven }: Modelled, format: Formatter): string {
  const contacts = format.count(item.contacts);
  const perThousand = { low: item.conversion.low * 1000, high: item.conversion.high * 1000 };
  const { low, high } = item.bookingValue;
  return sentence(
    `"${item.title}" assumes that ${countRange(perThousand, format)} of 1,000 contacts book for ${format.moneyRange(low, high)} each`,
    payWords(item.cost, breakEven, contacts, format),
    `it starts ${format.date(item.start)}`,
  );
}

/** `it costs $450, and one booking pays for it` */
function payWords(
  cost: number,
  bookings: number | undefined,
  contacts: string,
  format: Formatter,
): string {
  const costs = `it costs ${format.money(cost)}`;
  if (bookings === undefined)
    return `${costs}, and not even a booking by every contact pays for it`;
  if (bookings === 0) return "it costs nothing";
  if (bookings === 1) return `${costs}, and one booking pays for it`;
  return `${costs}, and ${format.count(bookings)} bookings by ${contacts} contacts pay for it`;
}

function caseChart(
  { portfolio, period }: ComposeInput,
  campaigns: readonly Modelled[],
  format: Formatter,
): ChartBlock {
  const bars = casesOf(campaigns, format).toSorted((one, other) => other.value - one.value);
  const total = format.figure(range(campaignTotal(campaigns, format)));
  const cost = campaigns.reduce((sum, { item }) => sum + item.cost, 0);
  return {
    kind: "chart",
    shape: "bars",
    title: {
      who: portfolio.settings.name,
      what: `Bookings modelled in ${portfolio.settings.currency}`,
      when: period.label,
    },
    message: sentence(`${total} of bookings are modelled for a cost of ${format.money(cost)}`),
    categories: bars.map(({ name }) => name),
    series: [
      { name: "Modelled", scenario: "forecast", values: bars.map(({ value }) => money(value)) },
    ],
  };
}

function caseTable(
  { portfolio, period }: ComposeInput,
  campaigns: readonly Modelled[],
  format: Formatter,
): TableBlock {
  const { name, currency } = portfolio.settings;
  const amount = (label: string) => ({ label, unit: currency, align: "end" }) as const;
  return {
    kind: "table",
    title: { who: name, what: "Contacts × conversion × value of a booking", when: period.label },
    columns: [
      { label: "Case", align: "start" },
      { label: "Bookings", align: "end" },
      amount("Value of each"),
      amount("Modelled"),
      amount("After cost"),
    ],
    rows: casesOf(campaigns, format).map(
      (each): Row => ({
        cells: [
          text(each.name),
          { kind: "count", value: each.bookings },
          money(each.each),
          money(each.value),
          money(each.afterCost),
        ],
        ...(each.afterCost < 0 ? { meaning: "bad" as const } : {}),
      }),
    ),
  };
}

/** Two lines a campaign; its title is only said where there are several. */
function casesOf(campaigns: readonly Modelled[], format: Formatter) {
  return campaigns.flatMap(({ item, model }) =>
    (["low", "high"] as const).map((end) => {
      const word = end === "low" ? "Cautious" : "Hopeful";
      return {
        name: campaigns.length === 1 ? word : `${item.title}: ${word.toLowerCase()}`,
        bookings: model.bookings[end],
        each: item.bookingValue[end],
        value: rounded(model.value, format)[end],
        afterCost: rounded(model.afterCost, format)[end],
      };
    }),
  );
}
