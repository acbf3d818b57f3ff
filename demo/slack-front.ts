import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface SlackFront {
  /** What the bot takes for the Web API, with a trailing slash. */
  readonly apiUrl: string;
  stop(): Promise<void>;
}

/** Slack shows `<!date^1795397370^{date_short_pretty}|2026-11-23 01:29 UTC>` in the reader's own time. */
const DATE_TOKEN = /<!date\^\d+\^[^|>]*\|([^>]*)>/gu;

/** The local Slack has no user groups, and refuses the method. Here it has none that anybody could name. */
const ASKS_FOR_GROUP = "/api/usergroups.users.list";

/**
 * Stands before the local Slack, which does not know dates: it is sent what a reader without JavaScript would see in
 * theirs. It does not know user groups either: nobody belongs to any. Everything else passes as it is.
 *
 * @param slackUrl e.g. `http://localhost:3001`.
 */
export async function startSlackFront(slackUrl: string): Promise<SlackFront> {
  const server = createServer((request, response) => {
    pass(request, response, slackUrl).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  slackUrl: string,
): Promise<void> {
  if (request.url === ASKS_FOR_GROUP) {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ ok: true, users: [] }));
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const type = request.headers["content-type"] ?? "";
  const body = Buffer.concat(chunks);
  const { method = "GET" } = request;
  const answer = await fetch(`${slackUrl}${request.url}`, {
    method,
    headers: { authorization: request.headers.authorization ?? "", "content-type": type },
    ...(method !== "GET" && { body: /urlencoded/.test(type) ? withoutTokens(body) : body }),
  });
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
}

function withoutTokens(body: Buffer): string {
  const fields = [...new URLSearchParams(body.toString())];
  return new URLSearchParams(
    fields.map(([name, value]) => [name, value.replaceAll(DATE_TOKEN, "$1")]),
  ).toString();
}
