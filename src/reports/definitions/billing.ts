import type { ReportDefinition } from "../definition.ts";
import { createFormatter } from "../format.ts";
import { billingFacts } from "../parts/billing.ts";
import { billingActions } from "../parts/billing-actions.ts";
import { concentrationSection } from "../parts/billing-clients.ts";
import { ageingSection } from "../parts/billing-open.ts";
import { payersSection } from "../parts/billing-payers.ts";
import { recurringSection } from "../parts/billing-recurring.ts";
import { unbilledSection } from "../parts/billing-unbilled.ts";
import { reportFrame } from "../parts/frame.ts";
import { sourceFiles, sourcesOf } from "../parts/sources.ts";
import type { Report } from "../report.ts";
import { billingHeadline, billingMetrics, missingBilling } from "./billing-summary.ts";

/** Who owes what for how long, what is not invoiced yet, what recurs, and on whom it hangs. */
export const billingReport: ReportDefinition = {
  id: "billing",
  title: "Client billing report",
  aliases: ["clients", "invoices", "ar"],
  description: "Receivables by age, DSO, recurring revenue, unbilled work, concentration.",
  takes: ({ id }, { invoices = [] }) => invoices.some(({ entity }) => entity === id),
  compose(input): Report {
    const format = createFormatter(input.portfolio.settings);
    const facts = billingFacts(input);
    return {
      ...reportFrame(billingReport, input),
      headline: billingHeadline(input, facts, format),
      metrics: billingMetrics(input, facts, format),
      sections: [
        ageingSection(input, facts, format),
        unbilledSection(facts, format),
        concentrationSection(input, facts, format),
        payersSection(input, facts, format),
        recurringSection(input, facts, format),
      ],
      actions: billingActions(input, facts, format),
      missing: missingBilling(facts),
      sources: sourceFiles(sourcesOf(facts.invoices)),
    };
  },
};
