import type { Job } from "../../portfolio/operations.ts";

/** A job that cost more than it earned. */
export interface LossMaker {
  readonly job: Job;
  /** Minor units, positive. */
  readonly loss: number;
}

/** Jobs that cost more than they earned, the largest loss first, equals in the order given. */
export function lossesOf(jobs: readonly Job[]): readonly LossMaker[] {
  return jobs
    .flatMap((job) => {
      const { revenue, cost } = job;
      const loss = revenue === undefined || cost === undefined ? 0 : cost - revenue;
      return loss > 0 ? [{ job, loss }] : [];
    })
    .toSorted((one, other) => other.loss - one.loss);
}
