import type { Job } from "../../portfolio/operations.ts";

/**
 * Cost of sales that stands on no job: what the books hold less what the jobs carry. A job whose cost is not on
 * record carries its disposal fee, if that is known. What is left is cost that no single job caused, such as crew
 * pay between jobs, or cost that nobody wrote on its job.
 *
 * Source: direct and indirect cost in job order costing, e.g. OpenStax, Principles of Accounting, Volume 2, 4.1.
 *
 * @param costOfSales Minor units, positive, of the months in which the jobs were completed.
 * @returns Minor units; negative where jobs carry more than the books hold.
 * @example costOnNoJob(1_000_00, [{ cost: 300_00 }, { disposalFee: 50_00 }]) // 650_00
 */
export function costOnNoJob(
  costOfSales: number,
  jobs: readonly Pick<Job, "cost" | "disposalFee">[],
): number {
  return costOfSales - jobs.reduce((sum, { disposalFee = 0, cost = disposalFee }) => sum + cost, 0);
}
