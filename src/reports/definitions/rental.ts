import type { ReportDefinition } from "../definition.ts";
import { createFormatter } from "../format.ts";
import { reportFrame } from "../parts/frame.ts";
import { rentalFacts } from "../parts/rental.ts";
import { rentalActions } from "../parts/rental-actions.ts";
import { arrearsSection, expirySection } from "../parts/rental-debts.ts";
import { ratesSection } from "../parts/rental-rates.ts";
import { maintenanceSection } from "../parts/rental-repairs.ts";
import { rentRollSection } from "../parts/rental-units.ts";
import { sourceFiles, sourcesOf } from "../parts/sources.ts";
import type { Report } from "../report.ts";
import { missingRental, rentalHeadline, rentalMetrics } from "./rental-summary.ts";

/** How full the property is, what it earns, who owes rent, and what ends or breaks next. */
export const rentalReport: ReportDefinition = {
  id: "rental",
  title: "Rental report",
  aliases: ["property"],
  description: "Occupancy, ADR, RevPAR, rent roll, arrears, leases that end, maintenance.",
  takes: ({ rentalUnits }) => rentalUnits.length > 0,
  compose(input): Report {
    const format = createFormatter(input.portfolio.settings);
    const facts = rentalFacts(input);
    return {
      ...reportFrame(rentalReport, input, { units: facts.units.map(({ item }) => item) }),
      headline: rentalHeadline(input, facts, format),
      metrics: rentalMetrics(facts, format),
      sections: [
        arrearsSection(input, facts, format),
        expirySection(input, facts, format),
        ratesSection(input, facts, format),
        rentRollSection(input, facts, format),
        maintenanceSection(input, facts, format),
      ],
      actions: rentalActions(input, facts, format),
      missing: missingRental(input, facts, format),
      sources: sourceFiles(
        sourcesOf([
          ...facts.lettings,
          ...[...facts.units, ...facts.repairs].map(({ item }) => item),
        ]),
      ),
    };
  },
};
