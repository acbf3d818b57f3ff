import { isCosted } from "../formulas/cost-per-job.ts";
import type { MissingFact } from "../report.ts";
import type { LogisticsFacts } from "./logistics.ts";
import { whereFrom } from "./sources.ts";

/** What the files would have to say. */
export function missingLogistics({ jobs, trucks, now }: LogisticsFacts): readonly MissingFact[] {
  const undated = jobs.filter(({ stage, completed }) => stage === "completed" && !completed);
  const blind = (now.jobs ?? []).filter((job) => !isCosted(job));
  return [
    ...(jobs.length > 0 ? [] : [NO_JOBS]),
    ...(trucks.length > 0 ? [] : [NO_TRUCKS]),
    ...undated.map((job) => ({
      what: `Day that job ${job.number} was completed`,
      from: "the job's ticket",
      where: whereFrom(job, "completed"),
    })),
    ...blind.map((job) => ({
      what: `${job.revenue === undefined ? "Revenue" : "Cost"} of job ${job.number}`,
      from: "its invoice and disposal ticket",
      where: whereFrom(job, job.revenue === undefined ? "revenue" : "cost"),
    })),
  ];
}

const NO_JOBS = {
  what: "Jobs, from inquiry to completion",
  from: "the job dispatch list",
  where:
    "jobs.csv: number, entity, stage, lost, inquired, promised, completed, truck, hours, revenue, cost, disposal_fee",
};
const NO_TRUCKS = {
  what: "Hours that trucks could be out",
  from: "the list of trucks",
  where: "entities/<id>.yml: trucks",
};
