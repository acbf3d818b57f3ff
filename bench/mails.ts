/**
 * `npm run bench:mails`: how long the parts of each report's mail take, and how large they are. The first line holds
 * what is loaded once: libraries, fonts, the template.
 */
import { performance } from "node:perf_hooks";
import { resolvePresentation } from "../src/dispatch/presentation.ts";
import { createAttach } from "../src/email/attachments/attach.ts";
import { createChartDrawer } from "../src/email/charts/draw-chart.ts";
import { measureMail } from "../src/email/compose-mime.ts";
import { createMailRenderer } from "../src/email/render-mail.ts";
import { loadTemplate } from "../src/email/template.ts";
import { loadPortfolio } from "../src/portfolio/load.ts";
import { composeReport } from "../src/reports/compose.ts";
import { REPORT_TYPES, REPORTS } from "../src/reports/registry.ts";

const RUNS = 5;

const portfolio = await loadPortfolio("portfolio", { reportTypes: REPORT_TYPES });
const template = await loadTemplate();
const render = createMailRenderer({
  template,
  drawChart: createChartDrawer(),
  attach: createAttach(),
});
const now = new Date();

/** One report as its audience gets it; `files` decides what is attached. */
async function renderOnce(id: string, files: readonly ("pdf" | "xlsx" | "csv")[]) {
  const definition = REPORTS.find((it) => it.id === id);
  if (definition === undefined) throw new Error(`There is no report ${id}.`);
  const presentation = { ...resolvePresentation(portfolio, id), attachments: files };
  const start = performance.now();
  const mail = await render(composeReport(definition, portfolio, now), presentation);
  return { mail, ms: performance.now() - start };
}

/** Milliseconds: the middle of several runs. */
async function median(work: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) times.push(await work());
  return times.sort((one, other) => one - other)[Math.floor(RUNS / 2)] ?? 0;
}

const kilobytes = (bytes: number) => Math.round(bytes / 1024);
const envelope = {
  from: "reports@example.com",
  recipients: [{ name: "Owner", email: "owner@example.com" }],
  mode: "private",
} as const;

const first = await renderOnce("cfo", ["pdf", "xlsx", "csv"]);
console.log(`first mail, everything loaded for it: ${Math.round(first.ms)} ms`);

const rows = [];
for (const { id } of REPORTS) {
  const { mail } = await renderOnce(id, ["pdf", "xlsx", "csv"]);
  const size = (ending: string) =>
    kilobytes(
      mail.attachments
        .filter(({ name }) => name.endsWith(ending))
        .reduce((sum, { content }) => sum + content.length, 0),
    );
  rows.push({
    report: id,
    "mail, ms": Math.round(await median(async () => (await renderOnce(id, [])).ms)),
    "with PDF, ms": Math.round(await median(async () => (await renderOnce(id, ["pdf"])).ms)),
    "with XLSX, ms": Math.round(await median(async () => (await renderOnce(id, ["xlsx"])).ms)),
    "HTML, KB": kilobytes(Buffer.byteLength(mail.html)),
    "charts, KB": kilobytes(mail.images.reduce((sum, { content }) => sum + content.length, 0)),
    "PDF, KB": size(".pdf"),
    "XLSX, KB": size(".xlsx"),
    "message, KB": kilobytes(await measureMail(mail, envelope)),
  });
}
console.table(rows);
