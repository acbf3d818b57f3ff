import type { Letting } from "../../portfolio/operations.ts";

/**
 * Rent that was due and has not come.
 *
 * @returns Integer minor units. A negative entry, rent paid ahead, does not make up for what others owe.
 */
export function totalArrears(lettings: readonly Pick<Letting, "arrears">[]): number {
  return lettings.reduce((sum, { arrears }) => sum + Math.max(0, arrears), 0);
}

/**
 * Arrears as a share of the rent of a month.
 *
 * Source: "rent arrears as a percentage of rent due", as UK social landlords report it; here of one month.
 *
 * @param arrears Minor units.
 * @param rentDue Minor units, rent earned in the month.
 * @returns A share, 1.5 for a month and a half of rent; undefined without rent.
 * @example arrearsRate(1_240_00, 6_200_00) // 0.2
 */
export function arrearsRate(arrears: number, rentDue: number): number | undefined {
  return rentDue <= 0 ? undefined : arrears / rentDue;
}
