/**
 * Average daily rate: rent earned ÷ nights let.
 *
 * Source: STR, "Data glossary"; USALI: rooms revenue ÷ rooms sold.
 *
 * @param rent Earned in the period, integer minor units.
 * @param nightsLet Nights that somebody had a unit.
 * @returns Integer minor units a night; undefined where no night was let.
 * @example averageDailyRate(9_300_00, 62) // 150_00
 */
export function averageDailyRate(rent: number, nightsLet: number): number | undefined {
  return nightsLet === 0 ? undefined : Math.round(rent / nightsLet);
}
