/** What Slack does with the body of an acknowledgement. */

import type { BotResponse } from "./envelopes.ts";
import { asObject, asString, isObject, type JsonObject } from "./json.ts";
import type { Hook } from "./permits.ts";
import { respond } from "./response-url.ts";
import type { SlackView } from "./types.ts";
import type { Workspace } from "./workspace.ts";

/**
 * A message in the answer to a command is shown to the person, or to the channel if it says so.
 *
 * @throws SlackRefusal when Slack would not show it
 */
export function applyCommandAck(workspace: Workspace, hook: Hook, response: BotResponse): void {
  if (response.body.trim() === "") return;
  respond(workspace, hook, isObject(response.json) ? response.json : { text: response.body });
}

/**
 * A form closes unless the answer says otherwise.
 *
 * @throws Error when Slack could make nothing of the answer; the person would see "We had some trouble"
 */
export function applySubmissionAck(
  workspace: Workspace,
  user: string,
  view: SlackView,
  response: BotResponse,
): void {
  const ack = asObject(response.json);
  const { views } = workspace;
  switch (ack["response_action"]) {
    case undefined:
      views.closeModal(user);
      return;
    case "clear":
      views.closeModal(user, true);
      return;
    case "errors":
      views.setErrors(user, checkedErrors(view, asObject(ack["errors"])));
      return;
    case "update":
      views.replace(views.build("modal", ack["view"], view));
      return;
    case "push":
      views.pushModal(user, views.build("modal", ack["view"]));
      return;
    default:
      throw new Error(`Slack knows no response_action ${asString(ack["response_action"])}.`);
  }
}

/** Errors stand under input blocks; anywhere else nobody would see them. */
function checkedErrors(view: SlackView, errors: JsonObject): JsonObject {
  const inputs = view.blocks.filter((block) => block["type"] === "input");
  const known = inputs.map((block) => block["block_id"]);
  const entries = Object.entries(errors);
  if (entries.length === 0) throw new Error("response_action errors without any errors.");
  for (const [block, text] of entries) {
    if (!known.includes(block)) throw new Error(`The form has no input block ${block}.`);
    if (asString(text) === "") throw new Error(`The error for ${block} says nothing.`);
  }
  return errors;
}
