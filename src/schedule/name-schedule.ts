import type { ReportDefinition } from "../reports/definition.ts";
import type { Schedule } from "./schedule.ts";

/**
 * What a schedule makes, for people. A report that is there no more goes by its id.
 *
 * @example nameSchedule({ reportType: "cfo", choices: { period: "last-month" } }, registry) // "CFO report, last month"
 */
export function nameSchedule(
  { reportType, choices: { period = "", entity = "" } }: Pick<Schedule, "reportType" | "choices">,
  registry: readonly ReportDefinition[],
): string {
  const title = registry.find(({ id }) => id === reportType)?.title ?? reportType;
  const periodWords = /^[a-z-]+$/iu.test(period) ? period.replaceAll("-", " ") : period;
  return [title, periodWords, ...entity.split(",")].filter((part) => part !== "").join(", ");
}
