import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { ChartBlock, Section, TableBlock } from "../report.ts";
import { moneyAgainst, moneyOf, pointsAgainst, ratioOf } from "./change.ts";
import { plain } from "./plain-section.ts";
import type { RentalFacts } from "./rental.ts";
import type { RentalSpan } from "./rental-span.ts";
import { begunWithin } from "./since.ts";
import { nameOf } from "./span-words.ts";
import { monthCell, rangeWords } from "./spans.ts";
import { heading, sentence } from "./wording.ts";

/** Occupancy, ADR and RevPAR by month. */
export function ratesSection(input: ComposeInput, facts: RentalFacts, format: Formatter): Section {
  const { now, before, months } = facts;
  if (now.revpar === undefined) {
    const words = `RevPAR of ${nameOf(input.period)} is not on record`;
    return plain(words, "Occupancy, ADR and RevPAR stand here by month, from rent-roll.csv.");
  }
  const change = moneyAgainst(now.revpar, before.revpar, before.span.label, format);
  const rate =
    now.adr === undefined
      ? "no night was let"
      : `${format.ratio(now.occupancy ?? 0)} were let at ${format.money(now.adr)}`;
  const finding = `each available night earned ${format.money(now.revpar)}`;
  return {
    heading: heading(change === undefined ? finding : `${finding}, ${change.words}`, rate),
    blocks: [
      ...occupancyChart(input, months, now, before, format),
      ratesTable(input, months),
      ...begunWithin(
        now.span,
        facts.onRecord.map(({ item, since }) => ({ name: item.unit, since })),
        "nights",
        format,
      ),
    ],
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
  const change = pointsAgainst(now.occupancy, before.occupancy, before.span.label, format);
  const was = `${format.ratio(now.occupancy ?? 0)} of nights were let ${now.span.when}`;
  return [
    {
      kind: "chart",
      shape: "columns",
      title: { who: settings.name, what: "Occupancy in % of nights", when: rangeWords(months) },
      message: sentence(change === undefined ? was : `${was}, ${change.words}`),
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
      cells: [monthCell(span), ratioOf(occupancy), moneyOf(adr), moneyOf(revpar)],
    })),
  };
}
