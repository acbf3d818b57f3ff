import type { RentalUnit } from "../../portfolio/operations.ts";
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
  if (reach !== undefined && now.rent === undefined && reach.last < input.period.from)
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

/** What a unit is on a day. */
type UnitState = "let" | "vacant" | "out of service" | "not on record yet";

interface RollRow {
  readonly state: UnitState;
  readonly row: Row;
}

/** A unit that is out of service is not vacant: nobody could have it. */
function vacancyWords(day: IsoDate, rows: readonly RollRow[], format: Formatter): string {
  const inState = (state: UnitState) => rows.filter((row) => row.state === state).length;
  const [vacant, closed] = [inState("vacant"), inState("out of service")];
  const onRecord = inState("not on record yet") === 0 ? "" : " on record";
  const available = inState("let") + vacant;
  if (available === 0) return `every unit${onRecord} is out of service`;
  const unit = closed === 0 ? "unit" : "available unit";
  if (vacant === 0) return `every ${unit}${onRecord} is let`;
  const whole = counted(format, available, unit);
  return `${format.count(vacant)} of ${whole} ${vacant === 1 ? "was" : "were"} vacant on ${format.date(day)}`;
}

function rollRow(
  day: IsoDate,
  now: RentalFacts["now"],
  { item, lettings, since }: UnitOnRecord,
): RollRow {
  const occupant = lettings.find(({ from, to }) => from <= day && to > day);
  const state = occupant ? "let" : stateOfEmpty(item, since <= day);
  const rent = lettings.reduce((sum, each) => sum + rentEarned(each, now.span), 0);
  const until: Value = occupant ? { kind: "date", value: occupant.to } : text("–");
  const isKnown = now.rent !== undefined && state !== "not on record yet";
  return {
    state,
    row: {
      cells: [
        text(item.unit),
        text(occupant?.occupant ?? state),
        until,
        isKnown ? money(rent) : missing,
      ],
    },
  };
}

function stateOfEmpty({ available }: RentalUnit, isOnRecord: boolean): UnitState {
  if (!isOnRecord) return "not on record yet";
  return available ? "vacant" : "out of service";
}
