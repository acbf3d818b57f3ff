/** The inbox behind the front: `aws-ses-v2-local` on a port of its own, out of sight. */

import type { Server } from "node:http";
import { createRequire } from "node:module";
import { stopServer } from "./listen.ts";

/**
 * A CommonJS package with a `default` property: plain Node and vitest disagree on what a default import
 * of it is, `require` does not.
 */
const inboxPackage: typeof import("aws-ses-v2-local") = createRequire(import.meta.url)(
  "aws-ses-v2-local",
);

/** A body and what it is. */
interface InboxAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

/** The running inbox. */
export interface SesInbox {
  /** Hands a call on as it came. */
  pass(method: string, path: string, contentType: string, body: Buffer): Promise<InboxAnswer>;
  /** Empties the store, which all inboxes of one process share. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the inbox on a free port of 127.0.0.1. */
export async function startInbox(): Promise<SesInbox> {
  const server = await inboxPackage.default({ host: "127.0.0.1", port: 0 });
  const url = urlOf(server);
  // Whoever calls ends a line that nobody uses. If this end did, a call could be on its way down it just then.
  server.keepAliveTimeout = 0;
  const pass: SesInbox["pass"] = async (method, path, contentType, body) => {
    // It wants some AWS credential; the front has already asked the caller for one where SES would.
    const headers = { authorization: "AWS4-HMAC-SHA256 local", "content-type": contentType };
    const withBody = method === "GET" || method === "HEAD" ? {} : { body: new Uint8Array(body) };
    const answer = await fetch(new URL(path, url), { method, headers, ...withBody });
    return {
      status: answer.status,
      contentType: answer.headers.get("content-type") ?? "text/plain",
      body: Buffer.from(await answer.arrayBuffer()),
    };
  };
  const clear = async () => {
    await pass("POST", "/clear-store", "application/json", Buffer.from("{}"));
  };
  return { pass, clear, stop: () => stopServer(server) };
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The inbox has no port.");
  return `http://127.0.0.1:${address.port}`;
}
