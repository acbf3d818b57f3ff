/** The payloads Slack sends when somebody does something, field by field. */

import { messageJson } from "./chat-methods.ts";
import { asObject, type JsonObject } from "./json.ts";
import type { FakeUser, SlackMessage, SlackView } from "./types.ts";
import type { Workspace } from "./workspace.ts";

/** Slack's long-dead verification token is still in every payload. */
const TOKEN = "verification-token-nobody-checks";

/** What is acted on: a message, a modal or a home tab. */
export type Source = SlackMessage | SlackView;

/** Whether it is a view and not a message. */
export function isView(source: Source): source is SlackView {
  return "hash" in source;
}

/** A slash command, as the fields of a form. */
export function commandFields(
  workspace: Workspace,
  user: FakeUser,
  given: { command: string; text: string; channel: string; trigger: string; responseUrl: string },
): Readonly<Record<string, string>> {
  const { teamId, teamDomain, appId } = workspace.options;
  return {
    token: TOKEN,
    team_id: user.teamId ?? teamId,
    team_domain: teamDomain,
    channel_id: given.channel,
    channel_name: channelName(workspace, given.channel),
    user_id: user.id,
    user_name: user.name,
    command: given.command,
    text: given.text,
    api_app_id: appId,
    is_enterprise_install: "false",
    response_url: given.responseUrl,
    trigger_id: given.trigger,
  };
}

/** A click or a choice in a message. */
export function messageActionPayload(
  workspace: Workspace,
  user: FakeUser,
  message: SlackMessage,
  given: { action: JsonObject; trigger: string; responseUrl: string },
): JsonObject {
  const { channel, ts, thread_ts: thread } = message;
  const isEphemeral = message.ephemeralTo !== undefined;
  return {
    ...common(workspace, user, "block_actions"),
    container: {
      type: "message",
      message_ts: ts,
      channel_id: channel,
      is_ephemeral: isEphemeral,
      ...(thread === undefined ? {} : { thread_ts: thread }),
    },
    channel: { id: channel, name: channelName(workspace, channel) },
    // Slack does not send back what an ephemeral message said.
    ...(isEphemeral ? {} : { message: messageJson(workspace, message) }),
    state: { values: {} },
    trigger_id: given.trigger,
    response_url: given.responseUrl,
    actions: [given.action],
  };
}

/** A click or a choice in a modal or on the home tab: no channel, no response URL. */
export function viewActionPayload(
  workspace: Workspace,
  user: FakeUser,
  view: SlackView,
  given: { action: JsonObject; trigger: string; state: JsonObject },
): JsonObject {
  return {
    ...common(workspace, user, "block_actions"),
    container: { type: "view", view_id: view.id },
    view: viewJson(workspace, view, given.state),
    trigger_id: given.trigger,
    actions: [given.action],
  };
}

/** A form sent off. */
export function submissionPayload(
  workspace: Workspace,
  user: FakeUser,
  view: SlackView,
  given: { trigger: string; state: JsonObject },
): JsonObject {
  return {
    ...common(workspace, user, "view_submission"),
    trigger_id: given.trigger,
    view: viewJson(workspace, view, given.state),
    response_urls: [],
  };
}

/** Somebody looks at the app's home tab. */
export function homeOpenedPayload(workspace: Workspace, user: FakeUser): JsonObject {
  const { teamId, appId, botUserId } = workspace.options;
  const home = workspace.views.home(user.id);
  const ts = workspace.ids.ts();
  return {
    token: TOKEN,
    team_id: teamId,
    api_app_id: appId,
    event: {
      type: "app_home_opened",
      user: user.id,
      channel: `D${user.id}`,
      tab: "home",
      event_ts: ts,
      ...(home === undefined ? {} : { view: viewJson(workspace, home, asObject(home["state"])) }),
    },
    type: "event_callback",
    event_id: workspace.ids.next("Ev"),
    event_time: Math.floor(Number(ts)),
    authorizations: [
      {
        enterprise_id: null,
        team_id: teamId,
        user_id: botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  };
}

function common(workspace: Workspace, user: FakeUser, type: string): JsonObject {
  const { teamId, teamDomain, appId } = workspace.options;
  return {
    type,
    token: TOKEN,
    team: { id: teamId, domain: teamDomain },
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId ?? teamId },
    api_app_id: appId,
    enterprise: null,
    is_enterprise_install: false,
  };
}

function viewJson(workspace: Workspace, view: SlackView, state: JsonObject): JsonObject {
  const { appId } = workspace.options;
  const ids = { root_view_id: view.id, previous_view_id: null, app_id: appId, bot_id: "B0EXECBOT" };
  return { ...view, ...ids, state };
}

function channelName(workspace: Workspace, channel: string): string {
  return workspace.channel(channel)?.name ?? "directmessage";
}
