/** One call of the Web API: who calls, may they, and what comes of it. */

import * as chat from "./chat-methods.ts";
import * as files from "./file-methods.ts";
import type { JsonObject } from "./json.ts";
import { SCOPES } from "./limits.ts";
import * as lookup from "./lookup-methods.ts";
import { SlackRefusal } from "./refusal.ts";
import * as views from "./view-methods.ts";
import type { Workspace } from "./workspace.ts";

/** The one method that takes another token than the bot's. */
const OPEN_CONNECTION = "apps.connections.open";

const METHODS: Readonly<Record<string, chat.Method>> = {
  "auth.test": lookup.authTest,
  [OPEN_CONNECTION]: openConnection,
  "chat.postMessage": chat.postMessage,
  "chat.postEphemeral": chat.postEphemeral,
  "chat.update": chat.update,
  "chat.delete": chat.deleteMessage,
  "views.open": views.openView,
  "views.update": views.updateView,
  "views.publish": views.publishView,
  "files.getUploadURLExternal": files.getUploadUrlExternal,
  "files.completeUploadExternal": files.completeUploadExternal,
  "files.info": files.filesInfo,
  "conversations.info": lookup.conversationsInfo,
  "users.info": lookup.usersInfo,
  "usergroups.users.list": lookup.usergroupsUsersList,
};

/** What a call carries. */
export interface WebApiRequest {
  readonly method: string;
  readonly token: string | undefined;
  readonly args: JsonObject;
}

/** Carries a call out. Refusals are answers too: HTTP 200 with `ok: false`. */
export function callWebApi(workspace: Workspace, request: WebApiRequest): JsonObject {
  try {
    const method = METHODS[request.method];
    if (method === undefined)
      throw new SlackRefusal("unknown_method", { req_method: request.method });
    refuseUnauthorized(workspace, request);
    return method(workspace, request.args);
  } catch (error) {
    if (error instanceof SlackRefusal) return { ok: false, error: error.code, ...error.details };
    throw error;
  }
}

/** An address of Socket Mode, good for one line. */
function openConnection({ origin, permits }: Workspace): JsonObject {
  const url = `${origin.replace(/^http/u, "ws")}/link/${permits.issueTicket()}`;
  return { ok: true, url };
}

function refuseUnauthorized(workspace: Workspace, { method, token }: WebApiRequest): void {
  const { botToken, appToken, scopes } = workspace.options;
  if (token === undefined || token === "") throw new SlackRefusal("not_authed");
  if (method === OPEN_CONNECTION) {
    if (token === botToken) throw new SlackRefusal("not_allowed_token_type");
    if (token !== appToken) throw new SlackRefusal("invalid_auth");
    return;
  }
  if (token !== botToken) throw new SlackRefusal("invalid_auth");
  const needed = SCOPES[method];
  if (typeof needed === "string" && !scopes.includes(needed)) {
    throw new SlackRefusal("missing_scope", { needed, provided: scopes.join(",") });
  }
}
