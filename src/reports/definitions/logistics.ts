import type { ReportDefinition } from "../definition.ts";
import { createFormatter } from "../format.ts";
import { reportFrame } from "../parts/frame.ts";
import { logisticsFacts } from "../parts/logistics.ts";
import { logisticsActions } from "../parts/logistics-actions.ts";
import { economicsSection } from "../parts/logistics-economics.ts";
import { funnelSection } from "../parts/logistics-funnel.ts";
import { missingLogistics } from "../parts/logistics-missing.ts";
import { onTimeSection } from "../parts/logistics-punctuality.ts";
import { truckSection } from "../parts/logistics-trucks-section.ts";
import { sourceFiles, sourcesOf } from "../parts/sources.ts";
import type { Report } from "../report.ts";
import { logisticsHeadline, logisticsMetrics } from "./logistics-summary.ts";

/** Whether promises are kept, what a job earns and costs, how trucks are used, where inquiries are lost. */
export const logisticsReport: ReportDefinition = {
  id: "logistics",
  title: "Logistics report",
  aliases: ["hauling", "jobs"],
  description: "Jobs, on-time rate, revenue and cost per job, disposal, trucks, funnel.",
  takes: ({ id, trucks }, { jobs = [] }) =>
    trucks.length > 0 || jobs.some(({ entity }) => entity === id),
  compose(input): Report {
    const format = createFormatter(input.portfolio.settings);
    const facts = logisticsFacts(input);
    return {
      ...reportFrame(logisticsReport, input, { trucks: facts.trucks.map(({ item }) => item) }),
      headline: logisticsHeadline(input, facts, format),
      metrics: logisticsMetrics(facts, format),
      sections: [
        onTimeSection(input, facts, format),
        economicsSection(input, facts, format),
        truckSection(input, facts, format),
        funnelSection(input, facts, format),
      ],
      actions: logisticsActions(input, facts, format),
      missing: missingLogistics(facts, format),
      sources: sourceFiles(
        sourcesOf([
          ...facts.jobs,
          ...facts.trucks.map(({ item }) => item),
          ...(facts.indirect?.records ?? []),
        ]),
      ),
    };
  },
};
