import type { Job } from "../../portfolio/operations.ts";
import type { Formatter } from "../format.ts";
import { isCosted } from "../formulas/cost-per-job.ts";
import type { MissingFact } from "../report.ts";
import type { LogisticsFacts } from "./logistics.ts";
import { afterTheEnd } from "./reach.ts";
import { whereFrom } from "./sources.ts";

/** What the files would have to say. */
export function missingLogistics(facts: LogisticsFacts, format: Formatter): readonly MissingFact[] {
  const { jobs, trucks, now } = facts;
  const undated = jobs.filter(({ stage, completed }) => stage === "completed" && !completed);
  const blind = (now.jobs ?? []).filter((job) => !isCosted(job));
  return [
    ...(jobs.length > 0 ? [] : [NO_JOBS]),
    ...(trucks.length > 0 ? [] : [NO_TRUCKS]),
    ...afterTheEnd(now.span, "Jobs", "jobs.csv", format),
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
    ...(trucks.length === 0 ? [] : missingHours(facts)),
  ];
}

/** Where nobody lists a truck, no hours of jobs would help. */
function missingHours({ now, before }: LogisticsFacts): readonly MissingFact[] {
  const untimed = (now.jobs ?? []).filter(({ truck, hours }) => truck && hours === undefined);
  const placeless = now.gaps.unplaced.filter(({ truck }) => truck === undefined);
  const strangers = new Map<string, Job>();
  for (const job of [...before.gaps.unplaced, ...now.gaps.unplaced])
    if (job.truck !== undefined) strangers.set(JSON.stringify([job.entity, job.truck]), job);
  return [
    ...untimed.map((job) => ({
      what: `Hours that ${job.truck} was out for job ${job.number}`,
      from: "the job's ticket",
      where: whereFrom(job, "hours"),
    })),
    ...placeless.map((job) => ({
      what: `Truck that was out for job ${job.number}`,
      from: "the job's ticket",
      where: whereFrom(job, "truck"),
    })),
    ...[...strangers.values()].map((job) => ({
      what: `Hours that ${job.truck} could be out`,
      from: "the list of trucks, which does not have it under this name",
      where: `entities/<id>.yml: trucks; or ${whereFrom(job, "truck")}`,
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
