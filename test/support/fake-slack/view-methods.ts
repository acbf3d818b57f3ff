/** The `views.*` methods. */

import type { Method } from "./chat-methods.ts";
import { asString, type JsonObject } from "./json.ts";
import { refusalWithMessages, SlackRefusal } from "./refusal.ts";
import type { SlackView } from "./types.ts";

/** Shows a modal to whoever the trigger belongs to. A view that is refused leaves the trigger unused. */
export const openView: Method = (workspace, args) => {
  const view = workspace.views.build("modal", args["view"]);
  workspace.views.openModal(workspace.permits.redeemTrigger(args["trigger_id"]), view);
  return { ok: true, view };
};

/** Changes a view that somebody still has open. */
export const updateView: Method = (workspace, args) => {
  const id = { viewId: asString(args["view_id"]), externalId: asString(args["external_id"]) };
  const old = workspace.views.find(id);
  if (old === undefined) throw new SlackRefusal("not_found");
  refuseOtherHash(args, old);
  const view = workspace.views.build(old.type, args["view"], old);
  workspace.views.replace(view);
  return { ok: true, view };
};

/** Sets a person's home tab. */
export const publishView: Method = (workspace, args) => {
  const user = asString(args["user_id"]);
  if (workspace.user(user) === undefined) {
    const message = "[ERROR] invalid user [json-pointer:/user_id]";
    throw refusalWithMessages("invalid_arguments", [message]);
  }
  const old = workspace.views.home(user);
  refuseOtherHash(args, old);
  const view = workspace.views.build("home", args["view"], old);
  workspace.views.setHome(user, view);
  return { ok: true, view };
};

/** Somebody else has changed the view since the caller last saw it. */
function refuseOtherHash(args: JsonObject, current: SlackView | undefined): void {
  const { hash } = args;
  if (hash !== undefined && hash !== current?.hash) throw new SlackRefusal("hash_conflict");
}
