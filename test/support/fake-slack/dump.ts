/** What there is in the workspace, for the message of a test that waited in vain. */

import { asString, isObject } from "./json.ts";
import type { SlackMessage } from "./types.ts";
import type { Workspace } from "./workspace.ts";

/** One line for each message, view and call. */
export function dumpWorkspace(workspace: Workspace): string {
  const views = workspace.options.users.flatMap(({ id }) => [
    ...oneLine(`modal of ${id}`, workspace.views.modal(id)),
    ...oneLine(`home of ${id}`, workspace.views.home(id)),
  ]);
  const calls = workspace.calls.map((call) => `call ${call.method}: ${call.outcome}`);
  const lines = [...workspace.messages.all().map(messageLine), ...views, ...calls];
  return lines.length === 0 ? "nothing at all" : lines.join("\n");
}

/** Every text in some blocks, in order, for a human eye. */
export function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === "text" && typeof inner === "string" ? [inner] : textsOf(inner),
  );
}

function messageLine(message: SlackMessage): string {
  const who = message.ephemeralTo === undefined ? "" : ` only for ${message.ephemeralTo}`;
  const thread = message.thread_ts === undefined ? "" : ` in thread ${message.thread_ts}`;
  const blocks = textsOf(message.blocks).join(" | ");
  return `message ${message.channel} ${message.ts}${who}${thread}: ${message.text} [${blocks}]`;
}

function oneLine(what: string, view: unknown): string[] {
  if (!isObject(view)) return [];
  return [`${what}: ${asString(view["callback_id"])} [${textsOf(view).join(" | ")}]`];
}
