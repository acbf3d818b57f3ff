import type { Letting } from "../../portfolio/operations.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { overdueDays } from "../formulas/days.ts";
import { rentEarned } from "../formulas/rent-earned.ts";
import type { Block, Row, Section, Value } from "../report.ts";
import { moneyOf } from "./change.ts";
import { plain } from "./plain-section.ts";
import type { RentalFacts } from "./rental.ts";
import { missing, money, text } from "./values.ts";
import { heading, plural } from "./wording.ts";

/** Every unit, who has it on the reporting date, and what it earned. */
export function rentRollSection(
  input: ComposeInput,
  facts: RentalFacts,
  format: Formatter,
): Section {
  const { units, now, lettings } = facts;
  if (units.length === 0 || lettings.length === 0) {
    const lacks = units.length === 0 ? "Which units there are" : "Who has which unit";
    return plain(
      `${lacks} is not on record`,
      "List the units under rental_units in the entity's file, and lettings in rent-roll.csv.",
    );
  }
  const rows = units.map((unit) => rollRow(input, facts, unit));
  const vacant = rows.filter(({ occupant }) => occupant === undefined).length;
  const earned =
    now.rent === undefined ? "" : `${format.money(now.rent)} was earned in ${now.span.label}`;
  const empty =
    vacant === 0
      ? "every unit is let"
      : `${vacant} of ${plural(units.length, "unit")} ${vacant === 1 ? "was" : "were"} vacant on ${format.date(input.reportingDate)}`;
  const table: Block = {
    kind: "table",
    title: { who: input.portfolio.settings.name, what: "Rent roll", when: input.period.label },
    columns: [
      { label: "Unit", align: "start" },
      { label: "Let to", align: "start" },
      { label: "Until", align: "start" },
      { label: "Earned", unit: input.portfolio.settings.currency, align: "end" },
    ],
    rows: rows.map(({ row }) => row),
    total: [text("Total"), text(""), text(""), moneyOf(now.rent)],
  };
  return { heading: heading(empty, earned), blocks: [table] };
}

function rollRow(
  input: ComposeInput,
  { lettings, now }: RentalFacts,
  { entity, item }: RentalFacts["units"][number],
): { readonly occupant: Letting | undefined; readonly row: Row } {
  const own = lettings.filter((each) => each.entity === entity.id && each.unit === item.unit);
  const { reportingDate } = input;
  const occupant = own.find(({ from, to }) => from <= reportingDate && to > reportingDate);
  const rent = own.reduce((sum, each) => sum + rentEarned(each, now.span), 0);
  const vacant = item.available ? "vacant" : "out of service";
  const until: Value = occupant ? { kind: "date", value: occupant.to } : text("–");
  const earned = now.rent === undefined ? missing : money(rent);
  return {
    occupant,
    row: { cells: [text(item.unit), text(occupant?.occupant ?? vacant), until, earned] },
  };
}

/** What is broken, for how long, and what it costs. */
export function maintenanceSection(
  input: ComposeInput,
  { repairs }: RentalFacts,
  format: Formatter,
): Section {
  const [oldest] = repairs;
  if (oldest === undefined)
    return plain(
      "No maintenance is open",
      "Work on the property stands here once it is listed under maintenance in its file.",
    );
  const cost = repairs.reduce((sum, { item }) => sum + item.cost, 0);
  const age = plural(overdueDays(oldest.item.opened, input.reportingDate), "day");
  const words = `${plural(repairs.length, "repair")} of ${format.money(cost)}`;
  return {
    heading:
      repairs.length === 1
        ? heading(`${words} has been open for ${age}`)
        : heading(`${words} are open, the oldest for ${age}`),
    blocks: [repairTable(input, repairs, cost)],
  };
}

function repairTable(input: ComposeInput, repairs: RentalFacts["repairs"], cost: number): Block {
  const { name, currency } = input.portfolio.settings;
  return {
    kind: "table",
    title: { who: name, what: "Open maintenance, spent or estimated", when: input.period.label },
    columns: [
      { label: "Work", align: "start" },
      { label: "Unit", align: "start" },
      { label: "Opened", align: "start" },
      { label: "Cost", unit: currency, align: "end" },
    ],
    rows: repairs.map(({ item }) => ({
      cells: [
        text(item.title),
        text(item.unit),
        { kind: "date", value: item.opened },
        money(item.cost),
      ],
    })),
    total: [text("Total"), text(""), text(""), money(cost)],
  };
}
