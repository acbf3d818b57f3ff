import type { RevenueStream, UnitSource } from "../../portfolio/business.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { MissingFact, Row, Section, TableBlock } from "../report.ts";
import type { Books } from "./books.ts";
import { breakEvenWords } from "./break-even-words.ts";
import { fixedCostWords } from "./fixed-cost-words.ts";
import type { MonthFormat } from "./month-format.ts";
import { monthRuns, rangeOf } from "./month-words.ts";
import type { Offer } from "./offers.ts";
import { whereFrom } from "./sources.ts";
import { count, missing, money, text } from "./values.ts";
import { heading, listing } from "./wording.ts";

/** What has to be sold to cover the fixed costs. */
export function breakEvenSection(
  input: ComposeInput,
  offers: readonly Offer[],
  books: Books,
  format: Formatter,
): Section {
  const { span, base } = books;
  const when = span?.isDated ? ` in ${span.label}` : "";
  const finding = heading(breakEvenWords(offers[0], span, format, when));
  if (offers.length === 0) {
    const hint =
      "Write price and variable_cost of what is sold under revenue_streams in an entity's file.";
    return { heading: finding, blocks: [{ kind: "text", text: hint }] };
  }
  const coverage = base === undefined ? "" : fixedCostWords(offers, base, span, format);
  return {
    heading: finding,
    blocks: [
      table(input, offers, span?.title ?? input.period.label),
      ...(coverage === "" ? [] : [{ kind: "text" as const, text: coverage }]),
    ],
  };
}

/** Streams whose units nobody counts, or not for all months. */
export function missingUnits(
  offers: readonly Offer[],
  format: MonthFormat,
): readonly MissingFact[] {
  return offers
    .filter(({ sold }) => sold === undefined)
    .map(({ entity, item, uncounted, records }) => {
      const runs = monthRuns(uncounted).map((run) =>
        rangeOf(run[0] ?? "", run.at(-1) ?? "", format),
      );
      return {
        what: `${item.name} sold ${records.length === 0 ? "by month" : `in ${listing(runs)}`}, ${entity.name}`,
        from: `a count of ${item.units} by month`,
        where: whereCounted(item),
      };
    });
}

/** The file that a stream's units are counted from. */
const COUNTED_IN: Readonly<Record<UnitSource, string>> = {
  jobs: "jobs.csv",
  stays: "rent-roll.csv",
  recurring_invoices: "invoices.csv",
};

function whereCounted(item: RevenueStream): string {
  if (item.unitsFrom === undefined) return whereFrom(item, "sold or units_from");
  return `${COUNTED_IN[item.unitsFrom]}, named at ${whereFrom(item, "units_from")}`;
}

function table({ portfolio }: ComposeInput, offers: readonly Offer[], when: string): TableBlock {
  const { name, currency } = portfolio.settings;
  const amount = (label: string) => ({ label, unit: currency, align: "end" }) as const;
  return {
    kind: "table",
    title: { who: name, what: "Margin per unit, break-even and sales in units", when },
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

function row({ entity, item, margin, needed, sold }: Offer): Row {
  const cells = [
    text(`${heading(item.unit)}, ${entity.name}`),
    money(item.price),
    money(item.variableCost),
    money(margin),
    margin <= 0 ? text("none") : needed === undefined ? missing : count(needed),
    sold === undefined ? missing : count(sold),
  ];
  return margin <= 0 ? { cells, meaning: "bad" } : { cells };
}
