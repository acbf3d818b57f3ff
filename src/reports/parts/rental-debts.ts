import type { Letting } from "../../portfolio/operations.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { daysBetween } from "../formulas/days.ts";
import type { ListItem, Section } from "../report.ts";
import { plain } from "./plain-section.ts";
import { EXPIRY_DAYS, hasLeft, type RentalFacts } from "./rental.ts";
import { heading, plural } from "./wording.ts";

/** Who owes rent, and since when they are gone. */
export function arrearsSection(
  input: ComposeInput,
  { inArrears, arrears }: RentalFacts,
  format: Formatter,
): Section {
  if (arrears === undefined || inArrears.length === 0) {
    const words = arrears === undefined ? "Arrears are not on record" : "No rent is in arrears";
    return plain(words, "Who owes rent stands here, from the arrears column of rent-roll.csv.");
  }
  const gone = inArrears.filter((letting) => hasLeft(input, letting));
  const left = gone.reduce((sum, each) => sum + each.arrears, 0);
  const who = plural(inArrears.length, "tenant or guest", "tenants and guests");
  const owes = `${who} ${inArrears.length === 1 ? "owes" : "owe"} ${format.money(arrears)}`;
  return {
    heading: heading(
      owes,
      gone.length === 0 ? "" : `${format.money(left)} of it from those who have left`,
    ),
    blocks: [
      {
        kind: "list",
        ranked: false,
        items: inArrears.map((letting) => arrearsItem(input, letting, format)),
      },
    ],
  };
}

function arrearsItem(input: ComposeInput, letting: Letting, format: Formatter): ListItem {
  const gone = hasLeft(input, letting);
  return {
    title: `${letting.occupant} owes ${format.money(letting.arrears)}`,
    detail: gone
      ? `Left on ${format.date(letting.to)}, ${plural(daysBetween(letting.to, input.reportingDate), "day")} ago.`
      : `${letting.kind === "lease" ? "Lease" : "Stay"} until ${format.date(letting.to)}.`,
    tags: [letting.unit, letting.kind],
    meaning: "bad",
  };
}

/** Leases that end soon and have no successor. */
export function expirySection(
  { reportingDate }: ComposeInput,
  { expiring, lettings }: RentalFacts,
  format: Formatter,
): Section {
  const [next] = expiring;
  if (next === undefined) {
    const known = lettings.some(({ kind }) => kind === "lease");
    const words = known
      ? `No lease ends within ${EXPIRY_DAYS} days without a successor`
      : "No lease is on record";
    return plain(words, `A lease stands here from ${EXPIRY_DAYS} days before it ends.`);
  }
  const rent = expiring.reduce((sum, each) => sum + each.rent, 0);
  const ends = `${plural(expiring.length, "lease")} worth ${format.money(rent)} a month`;
  return {
    heading: heading(
      `${ends} ${expiring.length === 1 ? "ends" : "end"} within ${EXPIRY_DAYS} days without a successor`,
    ),
    blocks: [
      {
        kind: "list",
        ranked: false,
        items: expiring.map((lease) => ({
          title: `${lease.unit}, ${lease.occupant}`,
          detail: `${format.money(lease.rent)} a month until ${format.date(lease.to)}.`,
          tags: [`in ${plural(daysBetween(reportingDate, lease.to), "day")}`],
          meaning: "bad" as const,
        })),
      },
    ],
  };
}
