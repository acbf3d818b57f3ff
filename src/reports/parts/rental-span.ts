import type { Letting, RentalUnit } from "../../portfolio/operations.ts";
import { averageDailyRate } from "../formulas/adr.ts";
import { daysIn } from "../formulas/calendar-span.ts";
import { nightsLet, occupancy } from "../formulas/occupancy.ts";
import { rentEarned } from "../formulas/rent-earned.ts";
import { revenuePerAvailableNight } from "../formulas/revpar.ts";
import type { Owned } from "./entities.ts";
import { isCovered, type NamedSpan } from "./spans.ts";

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

export function rentalSpan(
  span: NamedSpan,
  lettings: readonly Letting[],
  units: readonly Owned<RentalUnit>[],
): RentalSpan {
  const first = lettings.map(({ from }) => from).sort()[0];
  const last = lettings
    .map(({ to }) => to)
    .sort()
    .at(-1);
  const known =
    units.length > 0 &&
    first !== undefined &&
    last !== undefined &&
    isCovered(span, { first, last });
  if (!known) {
    const none = undefined;
    return { span, nights: none, rent: none, occupancy: none, adr: none, revpar: none };
  }
  const perUnit = units.map((unit) => unitNights(span, lettings, unit));
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
function unitNights(
  span: NamedSpan,
  lettings: readonly Letting[],
  { entity, item }: Owned<RentalUnit>,
) {
  const own = lettings.filter((each) => each.entity === entity.id && each.unit === item.unit);
  const nights = nightsLet(own, span);
  const rent = sum(own.map((letting) => rentEarned(letting, span)));
  return { nights, available: item.available ? daysIn(span) : nights, rent };
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
