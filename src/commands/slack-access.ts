import { LogLevel, WebClient } from "@slack/web-api";
import { systemClock } from "../clock.ts";
import type { SlackConfig } from "../config.ts";
import type { People } from "../dispatch/people.ts";
import { createLog } from "../log.ts";
import { createSlackPeople } from "./people.ts";
import { CLIENT_OPTIONS } from "./slack-app.ts";

/** Who the bot is in Slack, and what its token may do. */
export interface SlackAccess {
  readonly user: string;
  readonly team: string;
  /** Undefined where Slack does not say: a local one. */
  readonly scopes?: readonly string[];
}

/** @throws SlackError if Slack does not answer or does not accept the bot's token. */
export async function readSlackAccess(slack: SlackConfig): Promise<SlackAccess> {
  const answer = await createClient(slack, slack.botToken).auth.test();
  // Slack lists the token's scopes in a header of every answer.
  const scopes = answer.response_metadata?.scopes;
  return { user: answer.user ?? "", team: answer.team ?? "", ...(scopes && { scopes }) };
}

/**
 * The directory of the bot's workspace, for one look at it.
 *
 * @throws SlackError if Slack does not answer or does not accept the bot's token.
 */
export async function openDirectory(slack: SlackConfig): Promise<People> {
  const client = createClient(slack, slack.botToken);
  const { team_id: homeTeam = "" } = await client.auth.test();
  const { signal: stopping } = new AbortController();
  return createSlackPeople({
    client,
    homeTeam,
    clock: systemClock,
    stopping,
    // What Slack does not say is told by whoever asked.
    log: createLog("silent"),
  });
}

/** @throws SlackError if the app-level token opens no connection for Socket Mode. */
export async function tryToOpenSocket(slack: SlackConfig, appToken: string): Promise<void> {
  await createClient(slack, appToken).apps.connections.open();
}

function createClient({ apiUrl }: SlackConfig, token: string): WebClient {
  return new WebClient(token, {
    ...CLIENT_OPTIONS,
    // What fails is told by whoever asked.
    logLevel: LogLevel.ERROR,
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
  });
}
