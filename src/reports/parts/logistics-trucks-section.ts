import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { utilisation } from "../formulas/utilisation.ts";
import type { Section } from "../report.ts";
import { ratioOf } from "./change.ts";
import { named } from "./counted.ts";
import type { LogisticsFacts } from "./logistics.ts";
import type { TruckHours } from "./logistics-trucks.ts";
import { plain } from "./plain-section.ts";
import { begunWithin } from "./since.ts";
import { nameOf } from "./span-words.ts";
import { count, text } from "./values.ts";
import { heading } from "./wording.ts";

/** Hours out against hours available, by truck. */
export function truckSection(
  input: ComposeInput,
  { now, truckHours, trucks }: LogisticsFacts,
  format: Formatter,
): Section {
  if (now.utilisation === undefined) {
    const words = `How much the trucks were used in ${nameOf(input.period)} is not on record`;
    const lacks =
      trucks.length === 0
        ? "List trucks with hours_per_day and days_per_month in the entity's file."
        : "Write the truck and its hours for each job in jobs.csv.";
    return plain(words, lacks);
  }
  const still = truckHours.filter(({ out }) => out === 0).map(({ item }) => item.truck);
  const used = `trucks were out ${format.ratio(now.utilisation)} of their hours`;
  const stood = still.length === 0 ? "" : `${named(still, format)} stood still`;
  return {
    heading: heading(used, stood),
    blocks: [
      {
        kind: "table",
        title: {
          who: input.portfolio.settings.name,
          what: "Truck utilisation in hours",
          when: input.period.label,
        },
        columns: [
          { label: "Truck", align: "start" },
          { label: "Out", align: "end" },
          { label: "Available", align: "end" },
          { label: "Used", align: "end" },
        ],
        rows: truckHours.map((each) => truckRow(each.item.truck, [each])),
        total: truckRow("Total", truckHours).cells,
      },
      ...begunWithin(
        now.span,
        truckHours.map(({ item, since }) => ({ name: item.truck, since })),
        "hours",
        format,
      ),
    ],
  };
}

function truckRow(label: string, trucks: readonly TruckHours[]) {
  const sum = (key: "out" | "available") => trucks.reduce((total, each) => total + each[key], 0);
  const [out, available] = [sum("out"), sum("available")];
  return {
    cells: [text(label), count(out), count(available), ratioOf(utilisation(out, available))],
  };
}
