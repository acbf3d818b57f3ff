/** The `chat.*` methods. */

import { readContent } from "./content.ts";
import { asOptionalString, asString, type JsonObject } from "./json.ts";
import { LIMITS } from "./limits.ts";
import { SlackRefusal } from "./refusal.ts";
import type { SlackMessage } from "./types.ts";
import { dmOf, type Workspace } from "./workspace.ts";

/** A method: arguments in, answer out, or a refusal thrown. */
export type Method = (workspace: Workspace, args: JsonObject) => JsonObject;

/** Posts for everybody; a user's id as channel opens the direct conversation. */
export const postMessage: Method = (workspace, args) => {
  const channel = channelToPostIn(workspace, asString(args["channel"]));
  const message = workspace.messages.add(draft(workspace, args, channel));
  return { ok: true, channel, ts: message.ts, message: messageJson(workspace, message) };
};

/** Posts for one person who is in the channel. */
export const postEphemeral: Method = (workspace, args) => {
  const user = asString(args["user"]);
  const channel = channelToPostIn(workspace, asString(args["channel"]));
  if (workspace.user(user) === undefined) throw new SlackRefusal("user_not_in_channel");
  const message = { ...draft(workspace, args, channel), ephemeralTo: user };
  return { ok: true, message_ts: workspace.messages.add(message).ts };
};

/** Changes one of the bot's own messages. Blocks that are not given again are gone. */
export const update: Method = (workspace, args) => {
  const old = ownMessage(workspace, args, "cant_update_message");
  const content = readContent(workspace, args, LIMITS.updateText);
  const edited = { user: workspace.options.botUserId, ts: workspace.ids.ts() };
  const message: SlackMessage = { ...old, ...content, edited };
  workspace.messages.replace(message);
  const { channel, ts, text } = message;
  return { ok: true, channel, ts, text, message: messageJson(workspace, message) };
};

/** Takes one of the bot's own messages away. */
export const deleteMessage: Method = (workspace, args) => {
  const { channel, ts } = ownMessage(workspace, args, "cant_delete_message");
  workspace.messages.remove({ channel, ts });
  return { ok: true, channel, ts };
};

/** A message in the shape that answers and payloads carry. */
export function messageJson(workspace: Workspace, message: SlackMessage): JsonObject {
  const { channel: _, ephemeralTo: __, ...visible } = message;
  const { appId, teamId, botUserId } = workspace.options;
  const bot = message.user === botUserId ? { app_id: appId, bot_id: "B0EXECBOT" } : {};
  return { type: "message", team: teamId, ...bot, ...visible };
}

function draft(workspace: Workspace, args: JsonObject, channel: string): SlackMessage {
  const thread = asOptionalString(args["thread_ts"]);
  return {
    ...readContent(workspace, args),
    channel,
    ts: workspace.ids.ts(),
    user: workspace.options.botUserId,
    ...(thread === undefined ? {} : { thread_ts: thread }),
  };
}

function channelToPostIn(workspace: Workspace, wanted: string): string {
  if (workspace.user(wanted) !== undefined) return dmOf(wanted);
  if (isDm(workspace, wanted)) return wanted;
  const channel = workspace.channel(wanted);
  if (channel === undefined) throw new SlackRefusal("channel_not_found");
  const isIn = channel.botIsMember !== false;
  if (!isIn && channel.isPrivate === true) throw new SlackRefusal("channel_not_found");
  if (channel.archived === true) throw new SlackRefusal("is_archived");
  const mayPostAnywhere = workspace.options.scopes.includes("chat:write.public");
  if (!isIn && !mayPostAnywhere) throw new SlackRefusal("not_in_channel");
  return channel.id;
}

/** Unlike posting, changing takes ids only: the `D…` of a direct conversation, not the person's. */
function ownMessage(workspace: Workspace, args: JsonObject, notOwn: string): SlackMessage {
  const channel = asString(args["channel"]);
  const isKnown = isDm(workspace, channel) || workspace.channel(channel)?.id === channel;
  if (!isKnown) throw new SlackRefusal("channel_not_found");
  const message = workspace.messages.find({ channel, ts: asString(args["ts"]) });
  // An ephemeral message can be changed through its response URL only.
  if (message === undefined || message.ephemeralTo !== undefined) {
    throw new SlackRefusal("message_not_found");
  }
  if (message.user !== workspace.options.botUserId) throw new SlackRefusal(notOwn);
  return message;
}

function isDm(workspace: Workspace, channel: string): boolean {
  return workspace.options.users.some((user) => dmOf(user.id) === channel);
}
