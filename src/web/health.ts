import type { RequestListener } from "node:http";

/** `GET /health`: the process is up and takes requests. */
export function createHealth(): RequestListener {
  return (_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
    response.end('{"status":"ok"}\n');
  };
}
