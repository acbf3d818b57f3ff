import { z } from "zod";
import { JOB_STAGES, type Job } from "../operations.ts";
import { type Cells, repeated, type TableDefinition, yes } from "./table.ts";

function schema(cells: Cells): z.ZodType<Omit<Job, "source">> {
  const { text, entity, day, hours, positive } = cells;
  return z
    .object({
      number: text,
      entity,
      stage: z.enum(JOB_STAGES),
      lost: yes,
      inquired: day,
      promised: z.exactOptional(day),
      completed: z.exactOptional(day),
      truck: z.exactOptional(text),
      hours: z.exactOptional(hours),
      revenue: z.exactOptional(positive),
      cost: z.exactOptional(positive),
      disposalFee: z.exactOptional(positive),
    })
    .superRefine((job, context) => {
      for (const [key, message] of faultsOf(job)) {
        context.addIssue({ code: "custom", path: [key], message });
      }
    });
}

function faultsOf(job: Omit<Job, "source">): [string, string][] {
  const { stage, lost, inquired, promised, completed, cost, disposalFee } = job;
  const faults: [string, string][] = [];
  const isDone = stage === "completed";
  if (isDone && completed === undefined) {
    faults.push(["completed", "is empty, expected the day on which the job was completed"]);
  }
  if (!isDone && completed !== undefined) {
    faults.push(["completed", `is ${completed}, expected it to be empty at the stage ${stage}`]);
  }
  if (isDone && lost) faults.push(["lost", "is yes, expected no for a job that was completed"]);
  for (const [key, date] of Object.entries({ promised, completed })) {
    if (date === undefined || date >= inquired) continue;
    faults.push([key, `is ${date}, expected a day on or after inquired (${inquired})`]);
  }
  if (cost !== undefined && disposalFee !== undefined && disposalFee > cost)
    faults.push(["disposalFee", "is more than cost, which includes the disposal fee"]);
  return faults;
}

/** `jobs.csv`: what was asked for, and how far it came. */
export const jobs: TableDefinition<Job> = {
  file: "jobs.csv",
  keys: [
    ...["number", "entity", "stage", "lost", "inquired", "promised", "completed"],
    ...["truck", "hours", "revenue", "cost", "disposalFee"],
  ],
  schema,
  happened: ({ inquired, completed }) => [inquired, completed],
  check: (rows) => repeated(rows, "number"),
};
