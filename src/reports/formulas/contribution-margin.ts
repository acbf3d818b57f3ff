/** What one unit sells for and what it costs to deliver, in minor units. */
export interface UnitEconomics {
  readonly price: number;
  readonly variableCost: number;
}

/**
 * Contribution margin per unit: price − variable cost, what a unit leaves to pay fixed costs with.
 *
 * Source: Garrison, Noreen and Brewer, Managerial Accounting, cost-volume-profit relationships.
 *
 * @returns Minor units; zero or negative where a unit costs what it brings, or more.
 * @example contributionMargin({ price: 235000, variableCost: 85000 }) // 150000
 */
export function contributionMargin({ price, variableCost }: UnitEconomics): number {
  return price - variableCost;
}
