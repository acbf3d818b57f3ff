/**
 * Break-even in units: fixed costs ÷ contribution margin per unit, rounded up, because half a charter cannot
 * be sold.
 *
 * - A margin of zero or less: no break-even exists, however many are sold.
 * - No fixed costs, or less: 0 units.
 *
 * Source: Garrison, Noreen and Brewer, Managerial Accounting, cost-volume-profit relationships, formula method.
 *
 * @param fixedCosts Minor units a month.
 * @param margin Contribution margin per unit, minor units.
 * @returns Whole units a month; undefined where no break-even exists.
 * @example breakEvenUnits(814000, 150000) // 6
 */
export function breakEvenUnits(fixedCosts: number, margin: number): number | undefined {
  if (margin <= 0) return undefined;
  if (fixedCosts <= 0) return 0;
  return Number((BigInt(fixedCosts) + BigInt(margin) - 1n) / BigInt(margin));
}
