import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { ChartBlock, Section, TableBlock } from "../report.ts";
import { moneyAgainst, moneyOf, pointsAgainst, ratioOf } from "./change.ts";
import { plain } from "./plain-section.ts";
import type { RentalFacts } from "./rental.ts";
import type { RentalSpan } from "./rental-span.ts";
import { rangeWords } from "./spans.ts";
import { text } from "./values.ts";
import { heading, sentence } from "./wording.ts";

/** Occupancy, ADR and RevPAR by month. */
export function ratesSection(
  input: ComposeInput,
  { now, before, months }: RentalFacts,
  format: Formatter,
): Section {
  if (now.revpar === undefined) {
    const words = `RevPAR of ${now.span.label} is not on record`;
    return plain(words, "Occupancy, ADR and RevPAR stand here by month, from rent-roll.csv.");
  }
  const change = moneyAgainst(now.revpar, before.revpar, before.span.label, format);
  const rate =
    now.adr === undefined
      ? "no night was let"
      : `${format.ratio(now.occupancy ?? 0)} were let at ${format.money(now.adr)}`;
  const finding = `each available night earned ${format.money(now.revpar)}`;
  return {
    heading: heading(change === "" ? finding : `${finding}, ${change}`, rate),
    blocks: [...occupancyChart(input, months, now, before, format), ratesTable(input, months)],
  };
}

function occupancyChart(
  { portfolio: { settings } }: ComposeInput,
  months: readonly RentalSpan[],
  now: RentalSpan,
  before: RentalSpan,
  format: Formatter,
): readonly ChartBlock[] {
  const known = months.filter(({ occupancy }) => occupancy !== undefined);
  // One column shows no course.
  if (known.length < 2) return [];
  const change = pointsAgainst(now.occupancy, before.occupancy, before.span.label);
  const was = `${format.ratio(now.occupancy ?? 0)} of nights were let in ${now.span.label}`;
  return [
    {
      kind: "chart",
      shape: "columns",
      title: { who: settings.name, what: "Occupancy in % of nights", when: rangeWords(months) },
      message: sentence(change === "" ? was : `${was}, ${change}`),
      categories: known.map(({ span }) => span.short),
      series: [
        {
          name: "Occupancy",
          scenario: "actual",
          values: known.map(({ occupancy }) => ratioOf(occupancy)),
        },
      ],
    },
  ];
}

function ratesTable(
  { portfolio: { settings } }: ComposeInput,
  months: readonly RentalSpan[],
): TableBlock {
  const unit = settings.currency;
  return {
    kind: "table",
    title: { who: settings.name, what: "Occupancy, ADR and RevPAR", when: rangeWords(months) },
    columns: [
      { label: "Month", align: "start" },
      { label: "Occupancy", align: "end" },
      { label: "ADR", unit, align: "end" },
      { label: "RevPAR", unit, align: "end" },
    ],
    rows: months.map(({ span, occupancy, adr, revpar }) => ({
      cells: [text(span.label), ratioOf(occupancy), moneyOf(adr), moneyOf(revpar)],
    })),
  };
}
