import type { Job } from "../../portfolio/operations.ts";

/** What an average job earns and costs, in integer minor units a job. */
export interface JobEconomics {
  /** Jobs the averages are taken over. */
  readonly jobs: number;
  readonly revenue: number;
  readonly cost: number;
  /** undefined where no job has a disposal fee on record. */
  readonly disposal: number | undefined;
}

type Money = Pick<Job, "revenue" | "cost" | "disposalFee">;

/**
 * Revenue, cost and disposal fee per job. Revenue and cost are averages over the same jobs, those with both on
 * record, so that the one can be taken from the other; the disposal fee is an average over those with a fee on
 * record. `cost` is all a job cost, with its disposal fee.
 *
 * Source: job order costing, e.g. OpenStax, Principles of Accounting, Volume 2, chapter 4.
 *
 * @param jobs Completed jobs, amounts in integer minor units.
 * @returns undefined where no job has both revenue and cost.
 * @example jobEconomics([{ revenue: 42500, cost: 30100, disposalFee: 8800 }])?.cost // 30100
 */
export function jobEconomics(jobs: readonly Money[]): JobEconomics | undefined {
  const costed = jobs.filter(isCosted);
  const revenue = average(costed.flatMap((job) => job.revenue ?? []));
  const cost = average(costed.flatMap((job) => job.cost ?? []));
  if (revenue === undefined || cost === undefined) return undefined;
  const disposal = average(jobs.flatMap(({ disposalFee }) => disposalFee ?? []));
  return { jobs: costed.length, revenue, cost, disposal };
}

/** Whether a job has both its revenue and its cost on record. */
export function isCosted({ revenue, cost }: Money): boolean {
  return revenue !== undefined && cost !== undefined;
}

function average(amounts: readonly number[]): number | undefined {
  if (amounts.length === 0) return undefined;
  return Math.round(amounts.reduce((sum, amount) => sum + amount, 0) / amounts.length);
}
