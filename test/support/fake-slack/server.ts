/** The HTTP side of the fake: `/api/<method>`, `/hooks/<id>` and `/upload/<id>`. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { receiveUpload } from "./file-methods.ts";
import { asObject, isObject, type JsonObject, parseJson } from "./json.ts";
import type { Behaviour, Misbehaviour } from "./misbehaviour.ts";
import { useResponseUrl } from "./response-url.ts";
import type { ApiCall } from "./types.ts";
import { callWebApi } from "./web-api.ts";
import type { Workspace } from "./workspace.ts";

/** An answer ready to be written. */
interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What calls of other places than the Web API are listed as. */
const METHOD_OF_PLACE: Readonly<Record<string, string>> = {
  hooks: "response_url",
  upload: "upload",
};

/** Arguments whose form values are JSON. */
const JSON_ARGUMENTS = ["blocks", "view", "metadata", "attachments", "files"];

/** The server, not yet listening. */
export function createSlackServer(workspace: Workspace, misbehaviour: Misbehaviour): Server {
  return createServer((request, response) => {
    answer(workspace, misbehaviour, request, response).catch((error: unknown) => {
      // A fault of the fake, not of the bot: say so where somebody will look.
      response.writeHead(500).end(`The fake Slack failed: ${String(error)}`);
    });
  });
}

async function answer(
  workspace: Workspace,
  misbehaviour: Misbehaviour,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, place = "", name = ""] = (request.url ?? "").split("?")[0]?.split("/") ?? [];
  const bytes = await readBody(request);
  const { token: formToken, ...args } =
    place === "upload" ? {} : readArguments(request, bytes.toString("utf8"));
  const method = METHOD_OF_PLACE[place] ?? name;
  const call: ApiCall = { method, args, at: workspace.clock.now(), outcome: "pending" };
  workspace.calls.push(call);
  workspace.changed();
  const token = bearerOf(request) ?? (typeof formToken === "string" ? formToken : undefined);
  const carryOut = async () => {
    if (place === "hooks") return useResponseUrl(workspace, name, args);
    if (place === "upload") return await uploadAnswer(workspace, name, bytes, request);
    return webApiAnswer(workspace, method, token, args);
  };
  const result = await withBehaviour(misbehaviour, misbehaviour.take(method), call, carryOut);
  workspace.changed();
  if (result === undefined) response.destroy();
  else write(response, result);
}

/** Nothing means that the connection is to be cut. */
async function withBehaviour(
  misbehaviour: Misbehaviour,
  behaviour: Behaviour | undefined,
  call: ApiCall,
  carryOut: () => Promise<Answer>,
): Promise<Answer | undefined> {
  switch (behaviour?.kind) {
    case "error":
      call.outcome = behaviour.error;
      return { status: 200, body: { ok: false, error: behaviour.error } };
    case "rate_limited":
      call.outcome = "rate_limited";
      return rateLimited(behaviour.retryAfter);
    case "http":
      call.outcome = `http ${behaviour.status}`;
      return { status: behaviour.status, body: {} };
    case "cut":
      call.outcome = "cut";
      return undefined;
    case "hold":
      await misbehaviour.held();
  }
  const result = await carryOut();
  const isCut = behaviour?.kind === "cut_after";
  call.outcome = isCut ? "cut_after" : outcomeOf(result);
  return isCut ? undefined : result;
}

function outcomeOf({ body }: Answer): string {
  return body["ok"] === true ? "ok" : String(body["error"]);
}

function rateLimited(retryAfter: number): Answer {
  const headers = { "retry-after": String(retryAfter) };
  return { status: 429, body: { ok: false, error: "ratelimited" }, headers };
}

function webApiAnswer(
  workspace: Workspace,
  method: string,
  token: string | undefined,
  args: JsonObject,
): Answer {
  const body = callWebApi(workspace, { method, token, args });
  const headers = { "x-oauth-scopes": workspace.options.scopes.join(",") };
  return { status: 200, body, headers };
}

/** What Slack answers to an upload is no JSON; that it is HTTP 200 is all that counts. */
async function uploadAnswer(
  workspace: Workspace,
  id: string,
  bytes: Buffer,
  request: IncomingMessage,
): Promise<Answer> {
  const type = request.headers["content-type"] ?? "";
  const isTaken = await receiveUpload(workspace, id, bytes, type);
  return isTaken
    ? { status: 200, body: { ok: true } }
    : { status: 400, body: { ok: false, error: "upload_refused" } };
}

function write(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}

function bearerOf(request: IncomingMessage): string | undefined {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
}

function readArguments(request: IncomingMessage, body: string): JsonObject {
  const type = request.headers["content-type"] ?? "";
  const query = new URL(request.url ?? "/", "http://slack").searchParams;
  if (type.startsWith("application/json"))
    return { ...fromForm(query), ...asObject(parseJson(body)) };
  return { ...fromForm(query), ...fromForm(new URLSearchParams(body)) };
}

function fromForm(form: URLSearchParams): JsonObject {
  const entries = [...form].map(([name, value]) => {
    if (!JSON_ARGUMENTS.includes(name)) return [name, value];
    const parsed = parseJson(value);
    return [name, isObject(parsed) || Array.isArray(parsed) ? parsed : value];
  });
  return Object.fromEntries(entries);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
