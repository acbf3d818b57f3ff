import { systemClock } from "../../src/clock.ts";
import type { RenderedMail } from "../../src/dispatch/artifact.ts";
import { resolvePresentation } from "../../src/dispatch/presentation.ts";
import { createAttach } from "../../src/email/attachments/attach.ts";
import { createChartDrawer } from "../../src/email/charts/draw-chart.ts";
import { createMailRenderer } from "../../src/email/render-mail.ts";
import { loadTemplate } from "../../src/email/template.ts";
import { loadPortfolio } from "../../src/portfolio/load.ts";
import { composeReport } from "../../src/reports/compose.ts";
import { REPORT_TYPES, REPORTS } from "../../src/reports/registry.ts";

export interface SampleMail {
  /** Id of the report, e.g. `cfo`. */
  readonly id: string;
  readonly mail: RenderedMail;
}

/**
 * All reports of a portfolio as mails, as its audiences get them.
 *
 * @param portfolioDir The sample without it.
 * @param entity Only this one, in its own look.
 */
export async function renderAllReports(
  portfolioDir = "portfolio",
  entity?: string,
): Promise<readonly SampleMail[]> {
  const portfolio = await loadPortfolio(portfolioDir, { reportTypes: REPORT_TYPES });
  const render = createMailRenderer({
    template: await loadTemplate(),
    drawChart: createChartDrawer(),
    attach: createAttach(),
  });
  const mails: SampleMail[] = [];
  for (const definition of REPORTS) {
    const choices = entity === undefined ? {} : { entity };
    const report = composeReport(definition, portfolio, systemClock.now(), choices);
    const mail = await render(
      report,
      resolvePresentation(portfolio, definition.id, entity === undefined ? {} : { entity }),
    );
    mails.push({ id: definition.id, mail });
  }
  return mails;
}
