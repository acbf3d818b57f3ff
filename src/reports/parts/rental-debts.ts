import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { daysBetween } from "../formulas/days.ts";
import type { ListItem, Section } from "../report.ts";
import { counted } from "./counted.ts";
import { plain } from "./plain-section.ts";
import { EXPIRY_DAYS, type RentalFacts } from "./rental.ts";
import type { Debtor } from "./rental-debtors.ts";
import { heading } from "./wording.ts";

/** Who owes rent, and since when they are gone. */
export function arrearsSection(
  input: ComposeInput,
  facts: RentalFacts,
  format: Formatter,
): Section {
  const { debtors, arrears } = facts;
  if (arrears === undefined) return unknownArrears(input, facts, format);
  if (debtors.length === 0) return plain("No rent is in arrears", ARREARS_ADVICE);
  const gone = debtors.filter(({ hasLeft }) => hasLeft);
  const left = gone.reduce((sum, each) => sum + each.arrears, 0);
  const who = counted(format, debtors.length, "tenant or guest", "tenants and guests");
  const owes = `${who} ${debtors.length === 1 ? "owes" : "owe"} ${format.money(arrears)}`;
  return {
    heading: heading(
      owes,
      gone.length === 0 ? "" : `${format.money(left)} of it from those who have left`,
    ),
    blocks: [
      {
        kind: "list",
        ranked: false,
        items: debtors.map((debtor) => arrearsItem(input, debtor, format)),
      },
    ],
  };
}

const ARREARS_ADVICE = "Who owes rent stands here, from the arrears column of rent-roll.csv.";

function unknownArrears(
  { reportingDate }: ComposeInput,
  { reach }: RentalFacts,
  format: Formatter,
): Section {
  if (reach === undefined) return plain("Arrears are not on record", ARREARS_ADVICE);
  return plain(
    `Arrears of ${format.date(reportingDate)} are not on record`,
    `The rent roll holds what is owed on its own day, ${format.date(reach.last)}, which is later.`,
  );
}

function arrearsItem(
  { reportingDate }: ComposeInput,
  { letting, arrears, hasLeft }: Debtor,
  format: Formatter,
): ListItem {
  const { occupant, kind, to } = letting;
  return {
    title: `${occupant} owes ${format.money(arrears)}`,
    detail: hasLeft
      ? `Left on ${format.date(to)}${ago(daysBetween(to, reportingDate), format)}.`
      : `${kind === "lease" ? "Lease" : "Stay"} until ${format.date(to)}.`,
    tags: [letting.unit, kind],
    meaning: "bad",
  };
}

function ago(days: number, format: Formatter): string {
  return days === 0 ? "" : `, ${counted(format, days, "day")} ago`;
}

/** Leases that end soon and have no successor. */
export function expirySection(
  { reportingDate }: ComposeInput,
  { expiring, leases }: RentalFacts,
  format: Formatter,
): Section {
  const [next] = expiring;
  if (next === undefined) {
    const words =
      leases.length > 0
        ? `No lease ends within ${EXPIRY_DAYS} days without a successor`
        : "No lease is on record";
    return plain(words, `A lease stands here from ${EXPIRY_DAYS} days before it ends.`);
  }
  const rent = expiring.reduce((sum, each) => sum + each.rent, 0);
  const ends = `${counted(format, expiring.length, "lease")} worth ${format.money(rent)} a month`;
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
          tags: [`in ${counted(format, daysBetween(reportingDate, lease.to), "day")}`],
          meaning: "bad" as const,
        })),
      },
    ],
  };
}
