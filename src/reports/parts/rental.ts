import type { Letting, Maintenance, RentalUnit } from "../../portfolio/operations.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import { totalArrears } from "../formulas/arrears.ts";
import { monthStart } from "../formulas/calendar-span.ts";
import { addDays } from "../formulas/days.ts";
import { collect, type Owned, orderedEntities } from "./entities.ts";
import { type Reach, reachOf } from "./reach.ts";
import { comparable } from "./recorded.ts";
import { type Debtor, debtorsOf } from "./rental-debtors.ts";
import { type RentalSpan, rentalSpan, type UnitOnRecord, unitsOnRecord } from "./rental-span.ts";
import { currentSpan, type NamedSpan, previousSpan, recentMonths } from "./spans.ts";

/** How far ahead leases are looked at, in days. */
export const EXPIRY_DAYS = 90;
const CHART_MONTHS = 6;

/** What the rental report is made from. */
export interface RentalFacts {
  readonly entities: readonly Entity[];
  /** In the order of all reports, whatever the order of the file. */
  readonly lettings: readonly Letting[];
  readonly units: readonly Owned<RentalUnit>[];
  /** The same units with their lettings; none while the rent roll is empty. */
  readonly onRecord: readonly UnitOnRecord[];
  /** Days that the rent roll knows. */
  readonly reach: Reach | undefined;
  readonly now: RentalSpan;
  readonly before: RentalSpan;
  /** Up to six months that are on record, the oldest first. */
  readonly months: readonly RentalSpan[];
  /** The last whole month, which debts are measured by: a part of one would make them look large. */
  readonly lastMonth: RentalSpan | undefined;
  /** Those who have left first, then the largest debt. */
  readonly debtors: readonly Debtor[];
  /** undefined for a day before the file's own: it holds what is owed now, not what was. */
  readonly arrears: number | undefined;
  /** All leases on record; none on a day before the file begins, on which nothing is known of any. */
  readonly leases: readonly Letting[];
  /** Leases that end soon and that no other lease of the unit follows; the soonest first. */
  readonly expiring: readonly Letting[];
  /** Maintenance that is open on the reporting date, the oldest first; it may have been closed since. */
  readonly repairs: readonly Owned<Maintenance>[];
}

export function rentalFacts(input: ComposeInput): RentalFacts {
  const entities = orderedEntities(input.portfolio);
  const lettings = (input.portfolio.lettings ?? []).toSorted(byOrder(lettingOrder));
  const units = collect(entities, ({ rentalUnits }) => rentalUnits).toSorted(
    byOrder(({ item }) => item.unit),
  );
  const onRecord = unitsOnRecord(units, lettings);
  const reach = reachOf(
    lettings.map(({ from }) => from),
    lettings,
  );
  const starts = onRecord.map(({ since }) => since).sort();
  const isCurrent = reach !== undefined && reach.last <= input.reportingDate;
  const records = { first: starts[0], last: reach?.last };
  const current = currentSpan(input, records);
  const inSpan = (span: NamedSpan) => rentalSpan(span, onRecord, reach?.last);
  const months = recentMonths(input, CHART_MONTHS, records).map(inSpan);
  return {
    entities: entities.filter(
      ({ id, rentalUnits }) =>
        rentalUnits.length > 0 || lettings.some((each) => each.entity === id),
    ),
    lettings,
    units,
    onRecord,
    reach,
    now: inSpan(current),
    before: inSpan(
      comparable(
        previousSpan(input, records),
        starts.filter((since) => since < current.to),
      ),
    ),
    months,
    lastMonth: months.findLast(({ span }) => span.to === monthStart(span.from, 1)),
    debtors: isCurrent ? debtorsOf(lettings, input.reportingDate) : [],
    arrears: isCurrent ? totalArrears(lettings) : undefined,
    leases: lettings.some(({ from }) => from <= input.reportingDate)
      ? lettings.filter(isLease)
      : [],
    expiring: expiringLeases(input, lettings),
    repairs: openRepairs(input, entities),
  };
}

function isLease({ kind }: Letting): boolean {
  return kind === "lease";
}

function expiringLeases({ reportingDate }: ComposeInput, lettings: readonly Letting[]) {
  const until = addDays(reportingDate, EXPIRY_DAYS);
  const leases = lettings.filter(isLease);
  const isFollowed = ({ entity, unit, to }: Letting) =>
    leases.some((next) => next.entity === entity && next.unit === unit && next.from >= to);
  return leases
    .filter(({ from, to }) => from <= reportingDate && to > reportingDate && to <= until)
    .filter((lease) => !isFollowed(lease))
    .toSorted(byOrder(({ to, unit }) => `${to} ${unit}`));
}

function openRepairs({ reportingDate }: ComposeInput, entities: readonly Entity[]) {
  return collect(entities, ({ maintenance }) => maintenance)
    .filter(({ item: { opened, closed } }) => {
      return opened <= reportingDate && (closed === undefined || closed > reportingDate);
    })
    .toSorted(byOrder(({ item }) => JSON.stringify([item.opened, item.title])));
}

function lettingOrder({ entity, unit, from, occupant, source }: Letting): string {
  return JSON.stringify([entity, unit, from, occupant, source.line]);
}

function byOrder<Item>(order: (item: Item) => string) {
  return (one: Item, other: Item) => (order(one) < order(other) ? -1 : 1);
}
