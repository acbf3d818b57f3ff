import type { Letting } from "../../portfolio/operations.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { addDays, daysBetween } from "../formulas/days.ts";
import type { Action } from "../report.ts";
import { counted } from "./counted.ts";
import type { RentalFacts } from "./rental.ts";

const OWNER = "Property manager";
/** Rent that is due is asked for within a week. */
const COLLECT_DAYS = 7;
/** A tenant answers a renewal 45 days before the end; with less time left, within a week. */
const RENEW_DAYS = 45;
/** Maintenance that has been open for a month is finished within two weeks. */
const STALE_DAYS = 30;
const REPAIR_DAYS = 14;

/** What to do about arrears, leases that end, and old maintenance; in this order. */
export function rentalActions(
  input: ComposeInput,
  { entities, debtors, expiring, repairs }: RentalFacts,
  format: Formatter,
): readonly Action[] {
  const nameOf = (id: string) => entities.find((entity) => entity.id === id)?.name ?? id;
  const own = (entity: string) => `${OWNER}, ${nameOf(entity)}`;
  const { reportingDate } = input;
  // What was closed since has nobody left to finish it.
  const old = repairs.filter(
    ({ item }) => item.closed === undefined && daysBetween(item.opened, reportingDate) > STALE_DAYS,
  );
  return [
    ...debtors.map(({ letting, arrears, hasLeft }) => ({
      title: `Collect ${format.money(arrears)} from ${letting.occupant}, ${letting.unit}`,
      owner: own(letting.entity),
      due: addDays(reportingDate, COLLECT_DAYS),
      effect: hasLeft
        ? `left on ${format.date(letting.to)}`
        : `the ${letting.kind} runs until ${format.date(letting.to)}`,
    })),
    ...expiring.map((lease) => ({
      title: `Renew or re-let ${lease.unit} before ${lease.occupant}'s lease ends`,
      owner: own(lease.entity),
      due: renewBy(reportingDate, lease),
      effect: `ends on ${format.date(lease.to)}; keeps ${format.money(lease.rent)} a month`,
    })),
    ...old.map(({ entity, item }) => ({
      title: `Finish the repair "${item.title}", ${item.unit}`,
      owner: own(entity.id),
      due: addDays(reportingDate, REPAIR_DAYS),
      effect: `open for ${counted(format, daysBetween(item.opened, reportingDate), "day")}; ${format.money(item.cost)}`,
    })),
  ];
}

function renewBy(reportingDate: string, { to }: Letting): string {
  const [wanted, soonest] = [addDays(to, -RENEW_DAYS), addDays(reportingDate, COLLECT_DAYS)];
  return wanted > soonest ? wanted : soonest;
}
