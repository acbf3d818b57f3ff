/**
 * `npm run preview`: all reports in a browser, on a phone and on a screen, light and dark, redrawn whenever the
 * templates or the portfolio change. For whoever designs the mails.
 */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { watch } from "chokidar";
import { withPicturesBeside } from "../src/cli/write-mail.ts";
import { systemClock } from "../src/clock.ts";
import type { RenderedMail } from "../src/dispatch/artifact.ts";
import { resolvePresentation } from "../src/dispatch/presentation.ts";
import { createAttach } from "../src/email/attachments/attach.ts";
import { createChartDrawer } from "../src/email/charts/draw-chart.ts";
import { createMailRenderer } from "../src/email/render-mail.ts";
import { loadTemplate } from "../src/email/template.ts";
import { describeError } from "../src/errors.ts";
import { loadPortfolio } from "../src/portfolio/load.ts";
import { composeReport } from "../src/reports/compose.ts";
import { findReport, REPORT_TYPES, REPORTS } from "../src/reports/registry.ts";
import { buildFailurePage, buildIndexPage, inScheme } from "./preview-page.ts";

const port = Number(process.env["PORT"] || 3010);
const portfolioDir = process.env["PORTFOLIO_DIR"] || "portfolio";
const templates = fileURLToPath(new URL("../templates", import.meta.url));

const options = { drawChart: createChartDrawer(), attach: createAttach() };
const listeners = new Set<ServerResponse>();
/** What was rendered since the last change. */
const mails = new Map<string, Promise<RenderedMail>>();

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  answer(url, response).catch((error: unknown) => {
    send(response, 500, "text/html; charset=utf-8", buildFailurePage(describeError(error)));
  });
});

async function answer(url: URL, response: ServerResponse): Promise<void> {
  const [, folder, id = "", file] = url.pathname.split("/").map(decodeURIComponent);
  if (folder === "changes") return listen(response);
  if (folder !== "reports") {
    return send(response, 200, "text/html; charset=utf-8", buildIndexPage(REPORTS));
  }
  const mail = await mailOf(id);
  const found = [...mail.images, ...mail.attachments].find(({ name }) => name === file);
  if (found !== undefined) return send(response, 200, found.contentType, found.content);
  if (file === "text") return send(response, 200, "text/plain; charset=utf-8", mail.text);
  const html = inScheme(withPicturesBeside(mail, id), url.searchParams.get("scheme") ?? "light");
  return send(response, 200, "text/html; charset=utf-8", html);
}

function mailOf(id: string): Promise<RenderedMail> {
  const known = mails.get(id) ?? render(id);
  mails.set(id, known);
  return known;
}

async function render(id: string): Promise<RenderedMail> {
  const definition = findReport(REPORTS, id);
  const portfolio = await loadPortfolio(portfolioDir, { reportTypes: REPORT_TYPES });
  const report = composeReport(definition, portfolio, systemClock.now());
  const renderMail = createMailRenderer({ ...options, template: await loadTemplate() });
  return await renderMail(report, resolvePresentation(portfolio, id));
}

/** Server-sent events: one for every change. */
function listen(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write("retry: 500\n\n");
  listeners.add(response);
  response.on("close", () => listeners.delete(response));
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
  response.end(body);
}

watch([templates, portfolioDir], { ignoreInitial: true }).on("all", (_event, path) => {
  console.log(`changed: ${path}`);
  mails.clear();
  for (const listener of listeners) listener.write("data: changed\n\n");
});

server.listen(port, "127.0.0.1", () => {
  const { port: taken } = server.address() as AddressInfo;
  console.log(
    `Reports are at http://127.0.0.1:${taken}. Edit templates/ or ${portfolioDir}/ and watch.`,
  );
});
