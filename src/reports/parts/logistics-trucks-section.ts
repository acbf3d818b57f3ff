import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { utilisation } from "../formulas/utilisation.ts";
import type { Block, Section } from "../report.ts";
import { ratioOf } from "./change.ts";
import { counted, named } from "./counted.ts";
import type { LogisticsFacts } from "./logistics.ts";
import { isIdle, type TruckGaps, type TruckHours, totalHours } from "./logistics-trucks.ts";
import { plain } from "./plain-section.ts";
import { begunWithin } from "./since.ts";
import { nameOf } from "./span-words.ts";
import { titleWhen } from "./spans.ts";
import { count, missing, text } from "./values.ts";
import { heading, sentence } from "./wording.ts";

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
        : "Write the truck, as the entity's file lists it, and its hours for each job in jobs.csv.";
    return plain(words, lacks);
  }
  const still = truckHours.filter(isIdle).map(({ item }) => item.truck);
  const stood = still.length === 0 ? "" : `${named(still, format)} stood still`;
  return {
    heading: heading(usedWords(now.utilisation, truckHours, format), stood),
    blocks: [
      {
        kind: "table",
        title: {
          who: input.portfolio.settings.name,
          what: "Truck utilisation in hours",
          when: titleWhen(input, now.span),
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
      ...gapText(now.gaps, format),
      ...begunWithin(
        now.span,
        truckHours.map(({ item, since }) => ({ name: item.truck, since })),
        "hours",
        format,
      ),
    ],
  };
}

function usedWords(share: number, truckHours: readonly TruckHours[], format: Formatter): string {
  const known = truckHours.filter(({ out }) => out !== undefined);
  const who = known.length === truckHours.length ? "trucks" : "trucks with hours on record";
  const least = known.some(({ isAtLeast }) => isAtLeast) ? "at least " : "";
  return `${who} were out ${least}${format.ratio(share)} of their hours`;
}

/** A row of no figures where the hours are not known, so that the columns add up. */
function truckRow(label: string, trucks: readonly TruckHours[]) {
  if (trucks.every(({ out }) => out === undefined))
    return { cells: [text(label), missing, missing, missing] };
  const { out, available } = totalHours(trucks);
  return {
    cells: [text(label), count(out), count(available), ratioOf(utilisation(out, available))],
  };
}

function gapText({ untimed, unplaced }: TruckGaps, format: Formatter): readonly Block[] {
  const parts = [
    untimed.length === 0 ? "" : `${counted(format, untimed.length, "job")} without hours left out`,
    unplaced.length === 0
      ? ""
      : `${counted(format, unplaced.length, "job")} on no truck of the list left out`,
  ];
  return parts.every((part) => part === "") ? [] : [{ kind: "text", text: sentence(...parts) }];
}
