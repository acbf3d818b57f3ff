/**
 * Revenue per available night: rent earned ÷ nights available, which is occupancy × ADR. The quotient is taken of
 * the sums, because the product of two rounded figures would be off by cents.
 *
 * Source: STR, "Data glossary"; USALI: RevPAR = occupancy × ADR = rooms revenue ÷ rooms available.
 *
 * @param rent Earned in the period, integer minor units.
 * @param nightsAvailable Units × nights of the period.
 * @returns Integer minor units a night; undefined where no night was available. 0 where none was let.
 * @example revenuePerAvailableNight(9_300_00, 93) // 100_00
 */
export function revenuePerAvailableNight(
  rent: number,
  nightsAvailable: number,
): number | undefined {
  return nightsAvailable === 0 ? undefined : Math.round(rent / nightsAvailable);
}
