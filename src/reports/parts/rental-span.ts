import type { Letting, RentalUnit } from "../../portfolio/operations.ts";
import type { IsoDate } from "../../portfolio/portfolio.ts";
import { averageDailyRate } from "../formulas/adr.ts";
import { type DaySpan, daysIn, monthStart, overlap } from "../formulas/calendar-span.ts";
import { nightsLet, occupancy } from "../formulas/occupancy.ts";
import { rentEarned } from "../formulas/rent-earned.ts";
import { revenuePerAvailableNight } from "../formulas/revpar.ts";
import type { Owned } from "./entities.ts";
import { isCovered } from "./recorded.ts";
import type { NamedSpan } from "./spans.ts";

/** A unit with what the rent roll knows of it. */
export interface UnitOnRecord extends Owned<RentalUnit> {
  readonly lettings: readonly Letting[];
  /**
   * The month's first day of its first letting; of a unit that was never let, the first of the file. Nights before
   * it are not known to have been empty.
   */
  readonly since: IsoDate;
}

/** What a span brought. Without units or lettings on record nothing of it is known. */
export interface RentalSpan {
  readonly span: NamedSpan;
  readonly nights: number | undefined;
  /** Earned in the span, minor units. */
  readonly rent: number | undefined;
  readonly occupancy: number | undefined;
  readonly adr: number | undefined;
  readonly revpar: number | undefined;
}

/** The units, each with its own lettings; none where no letting is on record at all. */
export function unitsOnRecord(
  units: readonly Owned<RentalUnit>[],
  lettings: readonly Letting[],
): readonly UnitOnRecord[] {
  const first = firstOf(lettings);
  if (first === undefined) return [];
  return units.map(({ entity, item }) => {
    const own = lettings.filter((each) => each.entity === entity.id && each.unit === item.unit);
    return { entity, item, lettings: own, since: monthStart(firstOf(own) ?? first) };
  });
}

/** @param last Day up to which the rent roll knows who has what; undefined without a letting. */
export function rentalSpan(
  span: NamedSpan,
  units: readonly UnitOnRecord[],
  last: IsoDate | undefined,
): RentalSpan {
  const first = units.map(({ since }) => since).sort()[0];
  const isLet = units.some(({ lettings }) => lettings.length > 0);
  const known =
    isLet && first !== undefined && last !== undefined && isCovered(span, { first, last });
  if (!known) {
    const none = undefined;
    return { span, nights: none, rent: none, occupancy: none, adr: none, revpar: none };
  }
  const perUnit = units.map((unit) => unitNights(span, unit));
  const nights = sum(perUnit.map((each) => each.nights));
  const available = sum(perUnit.map((each) => each.available));
  const rent = sum(perUnit.map((each) => each.rent));
  return {
    span,
    nights,
    rent,
    occupancy: occupancy(nights, available),
    adr: averageDailyRate(rent, nights),
    revpar: revenuePerAvailableNight(rent, available),
  };
}

/** A unit that is out of service now was available on the nights it was let, and on no other. */
function unitNights(span: DaySpan, { item, lettings, since }: UnitOnRecord) {
  const nights = nightsLet(lettings, span);
  const rent = sum(lettings.map((letting) => rentEarned(letting, span)));
  const onRecord = daysIn(overlap(span, { from: since, to: span.to }));
  return { nights, available: item.available ? onRecord : nights, rent };
}

function firstOf(lettings: readonly Letting[]): IsoDate | undefined {
  return lettings.map(({ from }) => from).sort()[0];
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
