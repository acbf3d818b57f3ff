import type { RequestListener, ServerResponse } from "node:http";
import type { RenderedMail } from "../dispatch/artifact.ts";
import { shortId } from "../dispatch/short-id.ts";
import type { Log } from "../log.ts";
import { writePage } from "./page.ts";
import type { ReportLinks } from "./report-links.ts";
import { writeNothing } from "./write-nothing.ts";

export interface ReportsOptions {
  readonly links: Pick<ReportLinks, "read">;
  /** The mail of a dispatch; undefined where there is no such dispatch, or its mail is not kept any more. */
  readonly loadMail: (dispatchId: string) => Promise<Mail | undefined>;
  readonly log: Log;
}

type Mail = Pick<RenderedMail, "html" | "images">;

/**
 * `GET /reports/<token>/` and `/reports/<token>/images/<n>`: a report as it is mailed, for whoever was given the address.
 */
export function createReports({ links, loadMail, log }: ReportsOptions): RequestListener {
  const serve = async (path: string, response: ServerResponse) => {
    const found = links.read(path);
    if (found === undefined) return writeNothing(response);
    const { dispatchId, expired, part } = found;
    if (expired) return writePage(response, 410, expiredPage(dispatchId));
    const mail = await loadMail(dispatchId);
    if (mail === undefined) return writePage(response, 410, GONE);
    if (part === "") return writeReport(response, mail);
    const image = mail.images[imageIn(part)];
    if (image === undefined) return writeNothing(response);
    write(response, image.contentType, image.content);
  };
  return (request, response) => {
    serve((request.url ?? "").replace(/\?.*$/, ""), response).catch((err: unknown) => {
      log.error({ err }, "a report could not be served");
      writePage(response, 503, BROKEN);
    });
  };
}

const GONE = {
  title: "This report is not kept any more",
  text: "Ask for a new one in Slack. How long reports are kept is decided in settings.yml.",
};

const BROKEN = {
  title: "The report cannot be shown now",
  text: "Try again in a minute.",
};

const expiredPage = (dispatchId: string) => ({
  title: "This link has expired",
  text: `For a new one, type in Slack: /exec-report status ${shortId(dispatchId)}`,
});

/** -1 for what is no picture. */
function imageIn(part: string): number {
  const [, index] = /^images\/(\d{1,3})$/.exec(part) ?? [];
  return index === undefined ? -1 : Number(index);
}

/** A mail shows its pictures by `cid:`; here they stand beside the page. */
function writeReport(response: ServerResponse, { html, images }: Mail): void {
  const page = images.reduce(
    (text, { cid }, index) => text.replaceAll(`cid:${cid}"`, `images/${index}"`),
    html,
  );
  write(response, "text/html; charset=utf-8", Buffer.from(page));
}

/** Loads nothing from elsewhere, runs nothing, is kept nowhere, and tells no other site where it stands. */
function write(response: ServerResponse, contentType: string, content: Uint8Array): void {
  response.writeHead(200, {
    "content-type": contentType,
    "content-length": content.length,
    "content-security-policy":
      "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
    "cache-control": "no-store",
  });
  response.end(content);
}
