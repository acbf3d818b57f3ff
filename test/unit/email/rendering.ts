/** A renderer for the tests of the mail, and what it needs beside a report. */
import type { RenderedMail } from "../../../src/dispatch/artifact.ts";
import type { Presentation } from "../../../src/dispatch/presentation.ts";
import { createAttach } from "../../../src/email/attachments/attach.ts";
import { createChartDrawer } from "../../../src/email/charts/draw-chart.ts";
import type { MailSetting } from "../../../src/email/mail-setting.ts";
import { createMailRenderer } from "../../../src/email/render-mail.ts";
import { loadTemplate } from "../../../src/email/template.ts";
import type { Report } from "../../../src/reports/report.ts";

/** A view of up to 40 rows, without pictures and files. */
export const setting: MailSetting = {
  limit: 40,
  restOf: () => "",
  steps: { limit: 40, rest: "" },
  cids: new Map(),
  brand: { name: "Harbour Group", accent: "#1d4f91", accentDark: "#8fb8f0", logo: null },
  note: "",
  attached: [],
  leftOut: [],
};

const presentation: Presentation = {
  brand: { name: "Harbour Group", color: "#1d4f91" },
  attachments: [],
  without: [],
};

export type Render = (report: Report, change?: Partial<Presentation>) => Promise<RenderedMail>;

export async function createTestRenderer(): Promise<Render> {
  const render = createMailRenderer({
    template: await loadTemplate(),
    drawChart: createChartDrawer(),
    attach: createAttach(),
  });
  return (report, change = {}) => render(report, { ...presentation, ...change });
}
