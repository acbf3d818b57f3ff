/** What a month, or several together, brought and took, in minor units; costs are positive. */
export interface MonthlyResult {
  readonly revenue: number;
  /** What was paid to deliver what was sold. */
  readonly costOfSales: number;
  /** What is paid to run the business, apart from what was sold. */
  readonly operatingExpense: number;
}

/**
 * What the reports call burn: operating expense paid. Cost of sales is left out, because it comes and goes with sales
 * and stands in the contribution margin. Unless the chart says otherwise, burn is also the fixed cost of the
 * break-even; see `costBehavior`.
 *
 * @returns Minor units; negative if refunds exceed what was paid.
 * @example operatingBurn({ revenue: 940000, costOfSales: 340000, operatingExpense: 814000 }) // 814000
 */
export function operatingBurn({ operatingExpense }: MonthlyResult): number {
  return operatingExpense;
}

/**
 * Gross burn: all that is paid in a month, operating expense + cost of sales.
 *
 * Source: Logicify, business dictionary, "Burn rate": gross burn is what is spent in a month, net burn is gross burn
 * less revenue. https://www.logicify.com/en/dictionary/burn-rate/
 */
export function grossBurn({ operatingExpense, costOfSales }: MonthlyResult): number {
  return operatingExpense + costOfSales;
}

/**
 * Net burn: gross burn − revenue.
 *
 * @returns Minor units; negative in a month that earned more than it cost.
 */
export function netBurn(result: MonthlyResult): number {
  return grossBurn(result) - result.revenue;
}
