import type { Job } from "../../portfolio/operations.ts";

/** How many of the jobs that can be measured kept their day. */
export interface OnTime {
  readonly onTime: number;
  /** Completed jobs with a promised day. */
  readonly measured: number;
  /** undefined where none can be measured. */
  readonly rate: number | undefined;
}

/**
 * On-time rate: jobs done on or before the promised day ÷ completed jobs that had one. A job without a promise
 * can be neither late nor on time and is left out, and so is a job that is not completed.
 *
 * Source: SCOR (ASCM), RL.2.2 "Delivery performance to customer commit date".
 *
 * @example onTimeRate([{ promised: "2026-10-05", completed: "2026-10-05" }]).rate // 1
 */
export function onTimeRate(jobs: readonly Pick<Job, "promised" | "completed">[]): OnTime {
  const measured = jobs.filter((job) => job.promised !== undefined && job.completed !== undefined);
  const onTime = measured.filter((job) => !isLate(job)).length;
  const rate = measured.length === 0 ? undefined : onTime / measured.length;
  return { onTime, measured: measured.length, rate };
}

/** Whether a job was done after the day it was promised for. */
export function isLate({ promised, completed }: Pick<Job, "promised" | "completed">): boolean {
  return promised !== undefined && completed !== undefined && completed > promised;
}
