/** The methods that only look: `auth.test`, `conversations.info`, `users.info`, `usergroups.users.list`. */

import type { Method } from "./chat-methods.ts";
import { asString } from "./json.ts";
import { SlackRefusal } from "./refusal.ts";

/** Who the token belongs to. */
export const authTest: Method = (workspace) => {
  const { botUserId, teamId, teamDomain } = workspace.options;
  const url = `https://${teamDomain}.slack.com/`;
  const bot = { user: "execreport", user_id: botUserId, bot_id: "B0EXECBOT" };
  return { ok: true, url, team: teamDomain, team_id: teamId, ...bot, is_enterprise_install: false };
};

/** A channel the bot can see. */
export const conversationsInfo: Method = (workspace, args) => {
  const wanted = asString(args["channel"]);
  const channel = workspace.channel(wanted);
  const isHidden = channel?.isPrivate === true && channel.botIsMember === false;
  if (channel === undefined || channel.id !== wanted || isHidden) {
    throw new SlackRefusal("channel_not_found");
  }
  return {
    ok: true,
    channel: {
      id: channel.id,
      name: channel.name,
      is_channel: true,
      is_private: channel.isPrivate === true,
      is_archived: channel.archived === true,
      is_member: channel.botIsMember !== false,
    },
  };
};

/** A person the workspace knows, strangers from Slack Connect included. */
export const usersInfo: Method = (workspace, args) => {
  const user = workspace.user(asString(args["user"]));
  if (user === undefined) throw new SlackRefusal("user_not_found");
  const team = user.teamId ?? workspace.options.teamId;
  return {
    ok: true,
    user: {
      id: user.id,
      team_id: team,
      name: user.name,
      real_name: user.name,
      deleted: user.deleted === true,
      is_bot: user.isBot === true,
      is_restricted: user.isRestricted === true,
      is_ultra_restricted: user.isUltraRestricted === true,
      is_stranger: team !== workspace.options.teamId,
      tz: user.tz ?? "America/Los_Angeles",
      profile: { real_name: user.name, display_name: user.name },
    },
  };
};

/** Who belongs to a user group, deactivated accounts not among them. */
export const usergroupsUsersList: Method = (workspace, args) => {
  const members = workspace.groups.get(asString(args["usergroup"]));
  if (members === undefined) throw new SlackRefusal("no_such_subteam");
  const users = members.filter((id) => workspace.user(id)?.deleted !== true);
  return { ok: true, users };
};
