/** Response URLs: five messages within thirty minutes, without a token. */

import { readContent } from "./content.ts";
import { asOptionalString, isTrue, type JsonObject } from "./json.ts";
import type { Hook } from "./permits.ts";
import { SlackRefusal } from "./refusal.ts";
import type { SlackMessage } from "./types.ts";
import type { Workspace } from "./workspace.ts";

/** What Slack answers on a response URL: unlike the Web API, a refusal is no HTTP 200. */
export interface HookAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

/** Carries out one use of a response URL. A use that is refused for its content still counts. */
export function useResponseUrl(workspace: Workspace, id: string, args: JsonObject): HookAnswer {
  try {
    respond(workspace, workspace.permits.redeemHook(id), args);
    return { status: 200, body: { ok: true } };
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    const status = ["no_hook", "used_url", "expired_url"].includes(error.code) ? 404 : 400;
    return { status, body: { ok: false, error: error.code, ...error.details } };
  }
}

/** Says something in answer to a command or a click, in place of the message clicked or anew. */
export function respond(workspace: Workspace, hook: Hook, args: JsonObject): void {
  const { channel, messageTs } = hook;
  const source =
    messageTs === undefined ? undefined : workspace.messages.find({ channel, ts: messageTs });
  if (isTrue(args["delete_original"])) {
    if (source !== undefined) workspace.messages.remove(source);
    return;
  }
  const content = readContent(workspace, args);
  if (source !== undefined && replacesOriginal(args)) {
    const edited = { user: workspace.options.botUserId, ts: workspace.ids.ts() };
    workspace.messages.replace({ ...source, ...content, edited });
    return;
  }
  workspace.messages.add({ ...newMessage(workspace, hook, args), ...content });
}

/** Left out means yes after a click; Slack's own pages disagree, so say it outright. */
function replacesOriginal(args: JsonObject): boolean {
  const { replace_original: replace } = args;
  return replace === undefined || isTrue(replace);
}

function newMessage(workspace: Workspace, hook: Hook, args: JsonObject): SlackMessage {
  const thread = asOptionalString(args["thread_ts"]);
  return {
    channel: hook.channel,
    ts: workspace.ids.ts(),
    user: workspace.options.botUserId,
    text: "",
    blocks: [],
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...(args["response_type"] === "in_channel" ? {} : { ephemeralTo: hook.user }),
  };
}
