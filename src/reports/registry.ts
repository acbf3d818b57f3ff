import { UnknownReportError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import type { ReportDefinition } from "./definition.ts";
import { accountingReport } from "./definitions/accounting.ts";
import { billingReport } from "./definitions/billing.ts";
import { ceoReport } from "./definitions/ceo.ts";
import { cfoReport } from "./definitions/cfo.ts";
import { cmoReport } from "./definitions/cmo.ts";
import { ctoReport } from "./definitions/cto.ts";
import { logisticsReport } from "./definitions/logistics.ts";
import { rentalReport } from "./definitions/rental.ts";

/** Every type of report, in the order of help texts. A new one is one file and one line here. */
export const REPORTS: readonly ReportDefinition[] = [
  ceoReport,
  ctoReport,
  cfoReport,
  cmoReport,
  accountingReport,
  rentalReport,
  logisticsReport,
  billingReport,
];

/** Ids of all reports. */
export const REPORT_TYPES: readonly string[] = REPORTS.map(({ id }) => id);

/**
 * Finds a report by what somebody typed: its id or an alias, in any case.
 *
 * @param others What else could have been meant where it was typed.
 * @throws UnknownReportError that names what was probably meant, and all reports there are.
 * @example findReport(REPORTS, "CTO")
 */
export function findReport(
  registry: readonly ReportDefinition[],
  typed: string,
  others: readonly string[] = [],
): ReportDefinition {
  const name = typed.trim().toLowerCase();
  const found = registry.find(({ id, aliases = [] }) => [id, ...aliases].includes(name));
  if (found) return found;
  const known = registry.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
  const meant = nearest(name, [...known, ...others]);
  const all = `There are: ${registry.map(({ id }) => id).join(", ")}.`;
  throw new UnknownReportError(
    `There is no report called "${[...typed.trim()].slice(0, 40).join("")}".`,
    {
      hint: meant ? `Did you mean "${meant}"? ${all}` : all,
    },
  );
}
