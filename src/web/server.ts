import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { PortTakenError } from "../errors.ts";
import type { Log } from "../log.ts";

/**
 * Handlers by method and path: an exact one, e.g. `GET /health`, or all that begin alike, e.g. `GET /charts/*`. An
 * exact path wins, then the longest beginning. A handler of `GET` answers `HEAD` too; Node leaves the body out.
 */
export type Routes = Readonly<Record<string, RequestListener>>;

export interface WebServer {
  /** The port it listens on; differs from the one asked for only if that was 0. */
  readonly port: number;
  /** Takes no new requests, answers the open ones, and cuts off what takes longer than a few seconds. */
  stop(): Promise<void>;
}

export interface WebServerOptions {
  /** 0 lets the system choose a free one. */
  readonly port: number;
  /** The address to listen on; all of them when absent. */
  readonly host?: string;
  readonly routes: Routes;
  readonly log: Log;
  /** How long a stop waits for requests that are being sent or answered, in milliseconds. Default 3,000. */
  readonly graceMs?: number;
}

/**
 * Slack's endpoint, health, and whatever else the bot serves: one server, one port.
 *
 * @throws PortTakenError
 */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { port, host, routes, log, graceMs = 3_000 } = options;
  const server = createServer((request, response) => {
    // Taken as it is: parsing it as a URL throws for a target such as "//".
    const path = (request.url ?? "/").replace(/\?.*$/, "");
    const method = request.method === "HEAD" ? "GET" : request.method;
    const route = findRoute(routes, `${method} ${path}`);
    if (route !== undefined) {
      route(request, response);
      return;
    }
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" });
    response.end("Nothing is served at this address.\n");
  });
  await listen(server, port, host);
  server.on("error", (err) => log.error({ err }, "web server"));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => close(server, graceMs),
  };
}

function findRoute(routes: Routes, wanted: string): RequestListener | undefined {
  const beginnings = Object.keys(routes)
    .filter((route) => route.endsWith("/*"))
    .filter((route) => wanted.startsWith(route.slice(0, -1)) && wanted.length >= route.length)
    .toSorted((one, other) => other.length - one.length);
  return routes[wanted] ?? routes[beginnings[0] ?? ""];
}

function listen(server: Server, port: number, host: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === "EADDRINUSE";
      reject(taken ? portTaken(port, cause) : cause);
    });
    server.listen(port, host, resolve);
  });
}

function portTaken(port: number, cause: Error): PortTakenError {
  return new PortTakenError(`Port ${port} is taken.`, {
    hint: "Stop what listens there, or set PORT to another one.",
    cause,
  });
}

function close(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // A connection that is answered from now on is not kept open for a next request.
    server.keepAliveTimeout = 1;
    const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close((error) => {
      clearTimeout(cutOff);
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });
}
