import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { listenOn, stopServer } from "./listen.ts";
import type { DemoSettings } from "./settings.ts";
import { withoutDateTokens } from "./slack-page/date-tokens.ts";
import { readScript, withScripts } from "./slack-page/page.ts";
import { passViewAction, VIEW_ACTION_PATH } from "./slack-page/view-action.ts";

export interface SlackFront {
  /** Where people find it. */
  readonly url: string;
  /** What the bot takes for the Web API, with a trailing slash. */
  readonly apiUrl: string;
  stop(): Promise<void>;
}

/**
 * Stands before the local Slack and adds what it lacks: dates in messages, and forms with initial values, lists of
 * people, times, and answers that the bot is told of at once. Everything else passes as it is.
 *
 * @param slackUrl Of the local Slack itself, e.g. `http://localhost:49152`.
 * @throws PortTakenError
 */
export async function startSlackFront(
  slackUrl: string,
  settings: DemoSettings,
): Promise<SlackFront> {
  const server = createServer((request, response) => {
    answer(request, response, slackUrl, settings).catch(() => response.destroy());
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    passSocket(request, socket, head, new URL(slackUrl));
  });
  const base = await listenOn(server, settings.slackPort, "DEMO_SLACK_PORT");
  return {
    url: `http://localhost:${settings.slackPort}`,
    apiUrl: `${base}/api/`,
    stop: () => stopServer(server),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  slackUrl: string,
  settings: DemoSettings,
): Promise<void> {
  const { method = "GET", url = "/" } = request;
  const script = method === "GET" ? await readScript(url) : undefined;
  if (script !== undefined) {
    response.writeHead(200, { "content-type": "text/javascript; charset=utf-8" });
    response.end(script);
    return;
  }
  const body = await readBody(request);
  if (method === "POST" && url === VIEW_ACTION_PATH) {
    response.writeHead(await passViewAction(request, body, settings)).end();
    return;
  }
  await pass(request, body, response, slackUrl);
}

async function pass(
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  slackUrl: string,
): Promise<void> {
  const type = request.headers["content-type"] ?? "";
  const { method = "GET", url = "/" } = request;
  const isForm = /urlencoded/.test(type);
  const answered = await fetch(`${slackUrl}${url}`, {
    method,
    headers: { authorization: request.headers.authorization ?? "", "content-type": type },
    ...(method !== "GET" &&
      method !== "HEAD" && { body: isForm ? withoutDateTokens(body) : new Uint8Array(body) }),
  });
  const content = Buffer.from(await answered.arrayBuffer());
  const headers = new Headers(answered.headers);
  // What is answered here is whole and not compressed.
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) {
    headers.delete(name);
  }
  const isPage = headers.get("content-type")?.startsWith("text/html") === true;
  response.writeHead(answered.status, Object.fromEntries(headers));
  response.end(isPage ? withScripts(content.toString()) : content);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The page's own connection, and that of a bot in Socket Mode: byte by byte. */
function passSocket(request: IncomingMessage, socket: Duplex, head: Buffer, slack: URL): void {
  const upstream = connect(Number(slack.port), slack.hostname, () => {
    const { method, url, rawHeaders } = request;
    const lines = rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : [],
    );
    upstream.write(`${method} ${url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
  const end = () => {
    upstream.destroy();
    socket.destroy();
  };
  for (const side of [upstream, socket]) side.on("error", end).on("close", end);
}
