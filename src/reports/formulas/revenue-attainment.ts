/**
 * Attainment of a target: actual ÷ target.
 *
 * A target of zero (or less) has no attainment: whatever came in cannot be a share of nothing.
 *
 * Source: IBCS Standards 1.2, relative variance (ΔPL% is attainment − 1).
 *
 * @param actual Minor units.
 * @param target Minor units.
 * @returns A share, 0.9 for 90 %; undefined without a positive target.
 * @example attainment(900_000, 1_000_000) // 0.9
 */
export function attainment(actual: number, target: number): number | undefined {
  return target > 0 ? actual / target : undefined;
}

/**
 * Relative change against a base: actual ÷ base − 1.
 *
 * @returns 0.04 for 4 % over; undefined without a positive base.
 * @example relativeChange(814_000, 780_000) // 0.0435…
 */
export function relativeChange(actual: number, base: number): number | undefined {
  return base > 0 ? (actual - base) / base : undefined;
}
