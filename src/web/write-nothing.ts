import type { ServerResponse } from "node:http";

/** Says that nothing is here, and no more: whoever guesses at addresses learns nothing. */
export function writeNothing(response: ServerResponse): void {
  response.writeHead(404, {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end("Nothing is served at this address.\n");
}
