import type { RequestListener, ServerResponse } from "node:http";
import type { Log } from "../log.ts";
import type { ChartLinks } from "./chart-links.ts";
import { writeNothing } from "./write-nothing.ts";

export interface ChartsOptions {
  readonly links: Pick<ChartLinks, "read">;
  /** The PNG of a dispatch's first chart; undefined where there is no such dispatch, or no chart in it. */
  readonly loadChart: (dispatchId: string) => Promise<Uint8Array | undefined>;
  readonly log: Log;
}

/** A chart never changes, but nobody need keep it for longer than they look at a message. */
const MAX_AGE_SECONDS = 24 * 3600;

/**
 * `GET /charts/<token>.png`: a dispatch's chart, for whoever was given the address. Everything else is not there,
 * without telling what is the matter with it.
 */
export function createCharts({ links, loadChart, log }: ChartsOptions): RequestListener {
  const load = async (path: string) => {
    const dispatchId = links.read(path);
    return dispatchId === undefined ? undefined : await loadChart(dispatchId);
  };
  return (request, response) => {
    load((request.url ?? "").replace(/\?.*$/, "")).then(
      (png) => (png === undefined ? writeNothing(response) : writeChart(response, png)),
      (err: unknown) => {
        log.error({ err }, "a chart could not be served");
        writeNothing(response);
      },
    );
  };
}

function writeChart(response: ServerResponse, png: Uint8Array): void {
  response.writeHead(200, {
    "content-type": "image/png",
    "content-length": png.length,
    "cache-control": `private, max-age=${MAX_AGE_SECONDS}`,
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
  });
  response.end(png);
}
