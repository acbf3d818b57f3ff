import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { operatingBurn } from "../formulas/burn.ts";
import type { MissingFact, Row, Section, TableBlock } from "../report.ts";
import type { BookMonth } from "./books.ts";
import { createMonthFormat } from "./month-format.ts";
import { contribution, type Offer, unitWords } from "./offers.ts";
import { whereFrom } from "./sources.ts";
import { count, missing, money, text } from "./values.ts";
import { heading, sentence } from "./wording.ts";

/**
 * How sales stand against break-even: `4 of the 6 charters that break even were sold`. Never says that a break-even
 * exists where none does, nor that nothing was sold where nobody counted.
 */
export function breakEvenWords(lead: Offer | undefined, format: Formatter): string {
  if (lead === undefined) return "break-even is not known without prices and variable costs";
  const { margin, breakEven, sold, item } = lead;
  if (margin <= 0) {
    const loses = margin === 0 ? "leaves nothing" : `loses ${format.money(-margin)}`;
    return `no number of ${item.units} breaks even, because each ${loses}`;
  }
  if (breakEven === undefined) return "break-even is not known without fixed costs";
  if (sold === undefined) return `break-even needs ${unitWords(lead, breakEven)} a month`;
  const were = sold === 1 ? "was" : "were";
  if (sold >= breakEven) {
    const does = breakEven === 1 ? "breaks" : "break";
    return `${unitWords(lead, sold)} ${were} sold, ${breakEven} ${does} even`;
  }
  if (breakEven === 1) return `the one ${item.unit} that breaks even was not sold`;
  return `${sold === 0 ? "none" : sold} of the ${unitWords(lead, breakEven)} that break even ${were} sold`;
}

/** What has to be sold to cover the fixed costs. */
export function breakEvenSection(
  input: ComposeInput,
  offers: readonly Offer[],
  base: BookMonth | undefined,
  format: Formatter,
): Section {
  const finding = heading(breakEvenWords(offers[0], format));
  if (offers.length === 0) {
    const hint =
      "Write price and variable_cost of what is sold under revenue_streams in an entity's file.";
    return { heading: finding, blocks: [{ kind: "text", text: hint }] };
  }
  const coverage = base === undefined ? "" : coverageWords(input, offers, base, format);
  return {
    heading: finding,
    blocks: [
      table(input, offers),
      ...(coverage === "" ? [] : [{ kind: "text" as const, text: coverage }]),
    ],
  };
}

/** Streams whose units nobody counts. */
export function missingUnits(offers: readonly Offer[]): readonly MissingFact[] {
  return offers
    .filter(({ sold }) => sold === undefined)
    .map(({ entity, item }) => ({
      what: `${item.name} sold by month, ${entity.name}`,
      from: `a count of ${item.units} by month`,
      where: whereFrom(item, "sold"),
    }));
}

/** `Fixed costs of October are $8,140; the margin on what was counted covers $6,000 of them.` */
function coverageWords(
  { portfolio }: ComposeInput,
  offers: readonly Offer[],
  base: BookMonth,
  format: Formatter,
): string {
  const month = createMonthFormat(portfolio.settings.locale).name(base.month);
  const fixed = operatingBurn(base);
  const parts = offers.flatMap((offer) => contribution(offer) ?? []);
  const covered = parts.reduce((sum, part) => sum + part, 0);
  const exact = (minor: number) => format.money(format.roundMoney(minor));
  return sentence(
    `fixed costs of ${month} were ${exact(fixed)}${base.costOfSales > 0 ? `, not counting ${exact(base.costOfSales)} of cost of sales` : ""}`,
    parts.length === 0 || covered <= 0
      ? ""
      : `the margin on units that are counted ${covered >= fixed ? "covered all of them" : `covered ${exact(covered)}`}`,
    "break-even is what each stream would have to sell alone",
  );
}

function table({ portfolio, period }: ComposeInput, offers: readonly Offer[]): TableBlock {
  const { name, currency } = portfolio.settings;
  const amount = (label: string) => ({ label, unit: currency, align: "end" }) as const;
  return {
    kind: "table",
    title: {
      who: name,
      what: "Margin per unit, break-even and sales in units",
      when: period.label,
    },
    columns: [
      { label: "Unit", align: "start" },
      amount("Price"),
      amount("Variable cost"),
      amount("Margin"),
      { label: "Break-even", align: "end" },
      { label: "Sold", align: "end" },
    ],
    rows: offers.map(row),
  };
}

function row({ entity, item, margin, breakEven, sold }: Offer): Row {
  const cells = [
    text(`${heading(item.unit)}, ${entity.name}`),
    money(item.price),
    money(item.variableCost),
    money(margin),
    margin <= 0 ? text("none") : breakEven === undefined ? missing : count(breakEven),
    sold === undefined ? missing : count(sold),
  ];
  return margin <= 0 ? { cells, meaning: "bad" } : { cells };
}
