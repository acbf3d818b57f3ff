/**
 * Days sales outstanding: how many days of invoicing are not paid yet. DSO = receivables ÷ credit sales × days.
 *
 * Source: "number of days' sales in receivables", OpenStax, Principles of Accounting, Volume 1, section 9.3.
 *
 * @param receivables Owed at the end of the days less credit notes, minor units.
 * @param creditSales Invoiced within the days less credit notes, minor units.
 * @param days Length of the window, e.g. 90.
 * @returns Days, not rounded; undefined without sales, because there is nothing to measure by, and where credit notes
 * exceed what is owed: no number of days is unpaid then, and fewer than none would look like a success.
 * @example daysSalesOutstanding(22_000_00, 120_000_00, 90) // 16.5
 */
export function daysSalesOutstanding(
  receivables: number,
  creditSales: number,
  days: number,
): number | undefined {
  return creditSales <= 0 || receivables < 0 ? undefined : (receivables * days) / creditSales;
}
