import type { Truck } from "../../portfolio/operations.ts";
import { type DaySpan, daysIn, daysInMonth, monthsIn } from "./calendar-span.ts";

/**
 * Truck utilisation: hours out ÷ hours available. More than 1 means overtime.
 *
 * Source: capacity utilization, output ÷ capacity, as in Federal Reserve, G.17, "Explanatory Notes".
 *
 * @returns A share; undefined where no hour was available.
 * @example utilisation(88, 176) // 0.5
 */
export function utilisation(hoursOut: number, hoursAvailable: number): number | undefined {
  return hoursAvailable <= 0 ? undefined : hoursOut / hoursAvailable;
}

/**
 * Hours that a truck could be out in a span: hours a day × days a month, and of a part of a month that part.
 *
 * @example hoursAvailable({ hoursPerDay: 8, daysPerMonth: 22 }, { from: "2026-10-01", to: "2026-11-01" }) // 176
 */
export function hoursAvailable(
  { hoursPerDay, daysPerMonth }: Pick<Truck, "hoursPerDay" | "daysPerMonth">,
  span: DaySpan,
): number {
  return monthsIn(span).reduce(
    (sum, part) => sum + (hoursPerDay * daysPerMonth * daysIn(part)) / daysInMonth(part.from),
    0,
  );
}
