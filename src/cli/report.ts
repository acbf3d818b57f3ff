import { systemClock } from "../clock.ts";
import { type MailAddresses, resolveEnvelope } from "../dispatch/audience.ts";
import { resolvePresentation } from "../dispatch/presentation.ts";
import { createAttach } from "../email/attachments/attach.ts";
import { createChartDrawer } from "../email/charts/draw-chart.ts";
import { createMailRenderer } from "../email/render-mail.ts";
import { loadTemplate } from "../email/template.ts";
import { UnknownReportError } from "../errors.ts";
import { loadPortfolio } from "../portfolio/load.ts";
import { composeReport, type ReportChoices } from "../reports/compose.ts";
import { findReport, REPORT_TYPES, REPORTS } from "../reports/registry.ts";
import { writeMail } from "./write-mail.ts";

export interface WriteReportsOptions {
  /** Ids or aliases, or `all`. */
  readonly names: readonly string[];
  /** Folder for the files; made if it is missing. */
  readonly out: string;
  readonly portfolioDir: string;
  readonly choices?: ReportChoices;
}

/** Nobody is written to: these stand in the headers of the `.eml`. */
const ADDRESSES: MailAddresses = {
  from: "Exec Report <reports@example.com>",
  fallbackRecipient: "Nobody <nobody@example.com>",
};

/**
 * Writes reports as files, without Slack or AWS: all that would be mailed, to look at.
 *
 * @returns The exit code.
 */
export async function writeReports(options: WriteReportsOptions): Promise<number> {
  const { names, out, portfolioDir, choices = {} } = options;
  const definitions = chooseReports(names);
  const portfolio = await loadPortfolio(portfolioDir, { reportTypes: REPORT_TYPES });
  const template = await loadTemplate();
  const render = createMailRenderer({
    template,
    drawChart: createChartDrawer(),
    attach: createAttach(),
  });
  for (const definition of definitions) {
    const report = composeReport(definition, portfolio, systemClock.now(), choices);
    const mail = await render(report, resolvePresentation(portfolio, definition.id, choices));
    const envelope = resolveEnvelope(portfolio.settings, definition.id, ADDRESSES);
    const date = new Date(`${report.reportingDate}T08:00:00Z`);
    for (const file of await writeMail({ mail, envelope, date, out, name: definition.id })) {
      console.log(file);
    }
  }
  return 0;
}

function chooseReports(names: readonly string[]) {
  if (names.length === 1 && names[0] === "all") return REPORTS;
  const known = `There are: ${REPORT_TYPES.join(", ")}, and all.`;
  if (names.length === 0) {
    throw new UnknownReportError("Which report?", {
      hint: `${known} For example: npm run report -- cto --out out/`,
    });
  }
  return names.map((name) => findReport(REPORTS, name));
}
