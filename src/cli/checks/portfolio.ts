import { formatFault, PortfolioError } from "../../errors.ts";
import { loadPortfolio } from "../../portfolio/load.ts";
import { REPORT_TYPES } from "../../reports/registry.ts";
import { bad, type Finding, good, warn } from "./finding.ts";

/** Are the operator's data and settings usable, and does every report have readers? */
export async function checkPortfolio(dir: string): Promise<readonly Finding[]> {
  try {
    const { settings, entities } = await loadPortfolio(dir, {
      reportTypes: REPORT_TYPES,
    });
    const silent = REPORT_TYPES.filter((id) => (settings.audiences[id]?.to ?? []).length === 0);
    const approvers = settings.roles.admin.length + settings.roles.approver.length;
    return [
      good("Portfolio", `${settings.name}, ${entities.length} entities, valid`),
      ...silent.map((id) =>
        warn(
          "Audience",
          `nobody is named to receive "${id}"`,
          `Add people under "audiences: ${id}" in settings.yml, or set RECIPIENT_EMAIL.`,
        ),
      ),
      ...(approvers === 0
        ? [
            bad(
              "Roles",
              "nobody may approve",
              'Add Slack user ids to "admin" or "approver" under "roles" in settings.yml.',
            ),
          ]
        : []),
    ];
  } catch (error) {
    if (!(error instanceof PortfolioError)) throw error;
    return error.faults.map((fault) => bad("Portfolio", formatFault(fault)));
  }
}
