import type { IsoDate } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { rentEarned } from "../formulas/rent-earned.ts";
import type { Block, Row, Section, Value } from "../report.ts";
import { moneyOf } from "./change.ts";
import { counted } from "./counted.ts";
import { plain } from "./plain-section.ts";
import type { RentalFacts } from "./rental.ts";
import type { UnitOnRecord } from "./rental-span.ts";
import { lastKnownDay, titleWhen } from "./spans.ts";
import { missing, money, text } from "./values.ts";
import { heading } from "./wording.ts";

/** Every unit, who has it on the last day that is on record, and what it earned. */
export function rentRollSection(
  input: ComposeInput,
  facts: RentalFacts,
  format: Formatter,
): Section {
  const { onRecord, units, reach, now } = facts;
  if (onRecord.length === 0) {
    const lacks = units.length === 0 ? "Which units there are" : "Who has which unit";
    return plain(
      `${lacks} is not on record`,
      "List the units under rental_units in the entity's file, and lettings in rent-roll.csv.",
    );
  }
  if (onRecord.every(({ since }) => since > input.reportingDate))
    return plain(
      `No unit is on record on ${format.date(input.reportingDate)}`,
      "The rent roll begins later; a unit stands here from the month of its first letting on.",
    );
  if (reach !== undefined && reach.last < input.period.from)
    return plain(
      `Who has which unit on ${format.date(input.reportingDate)} is not on record`,
      `The rent roll ends on ${format.date(reach.last)}; a newer one fills this section.`,
    );
  const day = lastKnownDay(input, now.span);
  const rows = onRecord.map((unit) => rollRow(day, now, unit));
  const earned =
    now.rent === undefined ? "" : `${format.money(now.rent)} was earned ${now.span.when}`;
  const table: Block = {
    kind: "table",
    title: {
      who: input.portfolio.settings.name,
      what: "Rent roll",
      when: titleWhen(input, now.span),
    },
    columns: [
      { label: "Unit", align: "start" },
      { label: "Let to", align: "start" },
      { label: "Until", align: "start" },
      { label: "Earned", unit: input.portfolio.settings.currency, align: "end" },
    ],
    rows: rows.map(({ row }) => row),
    total: [text("Total"), text(""), text(""), moneyOf(now.rent)],
  };
  return { heading: heading(vacancyWords(day, rows, format), earned), blocks: [table] };
}

/** What a unit is on a day: let to somebody, vacant, or not on record yet. */
interface RollRow {
  readonly state: "let" | "vacant" | "unknown";
  readonly row: Row;
}

function vacancyWords(day: IsoDate, rows: readonly RollRow[], format: Formatter): string {
  const known = rows.filter(({ state }) => state !== "unknown");
  const vacant = known.filter(({ state }) => state === "vacant").length;
  if (vacant === 0)
    return known.length === rows.length ? "every unit is let" : "every unit on record is let";
  const whole = counted(format, known.length, "unit");
  return `${format.count(vacant)} of ${whole} ${vacant === 1 ? "was" : "were"} vacant on ${format.date(day)}`;
}

function rollRow(
  day: IsoDate,
  now: RentalFacts["now"],
  { item, lettings, since }: UnitOnRecord,
): RollRow {
  const occupant = lettings.find(({ from, to }) => from <= day && to > day);
  const known = since <= day;
  const rent = lettings.reduce((sum, each) => sum + rentEarned(each, now.span), 0);
  const empty = known ? (item.available ? "vacant" : "out of service") : "not on record yet";
  const until: Value = occupant ? { kind: "date", value: occupant.to } : text("–");
  const earned = now.rent === undefined || !known ? missing : money(rent);
  return {
    state: occupant ? "let" : known ? "vacant" : "unknown",
    row: { cells: [text(item.unit), text(occupant?.occupant ?? empty), until, earned] },
  };
}
