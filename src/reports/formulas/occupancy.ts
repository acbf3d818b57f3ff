import type { Letting } from "../../portfolio/operations.ts";
import { type DaySpan, overlap } from "./calendar-span.ts";
import { addDays } from "./days.ts";

/**
 * Occupancy: nights let ÷ nights available.
 *
 * Source: STR, "Data glossary"; Uniform System of Accounts for the Lodging Industry (USALI): rooms sold ÷ rooms
 * available.
 *
 * @param nightsLet Nights that somebody had the unit.
 * @param nightsAvailable Units × nights of the period.
 * @returns A share; undefined where no night was available.
 * @example occupancy(62, 93) // 0.666…
 */
export function occupancy(nightsLet: number, nightsAvailable: number): number | undefined {
  return nightsAvailable === 0 ? undefined : nightsLet / nightsAvailable;
}

/**
 * Nights let within a span. A night that is booked twice is let once, so that occupancy never exceeds 1.
 *
 * @param lettings Half-open: the day of departure is not a night.
 */
export function nightsLet(
  lettings: readonly Pick<Letting, "unit" | "from" | "to">[],
  span: DaySpan,
): number {
  const nights = new Set<string>();
  for (const letting of lettings) {
    const { from, to } = overlap(letting, span);
    for (let night = from; night < to; night = addDays(night, 1)) {
      nights.add(JSON.stringify([letting.unit, night]));
    }
  }
  return nights.size;
}
