import type { Config } from "../../config.ts";
import { formatFault, PortfolioError } from "../../errors.ts";
import { loadPortfolio } from "../../portfolio/load.ts";
import type { Settings } from "../../portfolio/portfolio.ts";
import { REPORT_TYPES } from "../../reports/registry.ts";
import { bad, type Finding, good, warn } from "./finding.ts";

/** Are the operator's data and settings usable, and does every report have readers? */
export async function checkPortfolio({ portfolioDir, mail }: Config): Promise<readonly Finding[]> {
  try {
    const options = { reportTypes: REPORT_TYPES };
    const { settings, entities } = await loadPortfolio(portfolioDir, options);
    return [
      good("Portfolio", `${settings.name}, ${entities.length} entities, valid`),
      ...checkDate(settings),
      ...(mail.fallbackRecipient === undefined ? checkAudiences(settings) : []),
    ];
  } catch (error) {
    if (!(error instanceof PortfolioError)) throw error;
    return error.faults.map((fault) => bad("Portfolio", formatFault(fault)));
  }
}

/** Right for the sample; an operator who copied it would read the same month for ever. */
function checkDate({ reportingDate }: Settings): Finding[] {
  if (reportingDate === undefined) return [];
  const mend = 'Remove "reporting_date" from settings.yml to have reports follow the calendar.';
  return [warn("Reporting date", `every report is worked out for ${reportingDate}`, mend)];
}

function checkAudiences({ audiences }: Settings): Finding[] {
  const silent = REPORT_TYPES.filter((id) => (audiences[id]?.to ?? []).length === 0);
  return silent.map((id) => {
    const mend = `Add people under "audiences: ${id}" in settings.yml, or set RECIPIENT_EMAIL.`;
    return warn("Audience", `nobody is named to receive "${id}"`, mend);
  });
}
