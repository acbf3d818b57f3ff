import { LogLevel, WebClient } from "@slack/web-api";
import { explainSlackError } from "../../commands/call-slack.ts";
import { CLIENT_OPTIONS } from "../../commands/slack-app.ts";
import type { SlackConfig } from "../../config.ts";
import { bad, type Finding, good, reasonOf, warn } from "./finding.ts";

/** Is the bot's token accepted, with the scopes of the manifest; does the app-level token open a socket? */
export async function checkSlack(
  slack: SlackConfig,
  needed: readonly string[],
): Promise<readonly Finding[]> {
  const options = {
    ...CLIENT_OPTIONS,
    // What fails is said in the answer.
    logLevel: LogLevel.ERROR,
    ...(slack.apiUrl && { slackApiUrl: slack.apiUrl }),
  };
  const bot = await checkBot(new WebClient(slack.botToken, options), needed);
  if (slack.mode === "http") return bot;
  return [...bot, await checkSocket(new WebClient(slack.appToken, options))];
}

async function checkBot(client: WebClient, needed: readonly string[]): Promise<Finding[]> {
  try {
    const { user, team, response_metadata: metadata } = await client.auth.test();
    return [good("Slack token", `${user} in ${team}`), checkScopes(metadata?.scopes, needed)];
  } catch (error) {
    return [bad("Slack token", reasonOf(error), explainSlackError(error))];
  }
}

/** Slack lists the token's scopes in a header of every answer; a local Slack does not. */
function checkScopes(granted: readonly string[] | undefined, needed: readonly string[]): Finding {
  if (granted === undefined)
    return warn("Slack scopes", "this Slack does not say which it granted");
  const missing = needed.filter((scope) => !granted.includes(scope));
  if (missing.length > 0) {
    return bad(
      "Slack scopes",
      `missing ${missing.join(", ")}`,
      "Update the app from manifest.yml and reinstall it.",
    );
  }
  const extra = granted.filter((scope) => !needed.includes(scope));
  return extra.length > 0
    ? warn(
        "Slack scopes",
        `more than needed: ${extra.join(", ")}`,
        "Update the app from manifest.yml and reinstall it.",
      )
    : good("Slack scopes", needed.join(", "));
}

async function checkSocket(client: WebClient): Promise<Finding> {
  try {
    await client.apps.connections.open();
    return good("Slack Socket Mode", "the app-level token opens a connection");
  } catch (error) {
    return bad(
      "Slack Socket Mode",
      reasonOf(error),
      "Make an app-level token with connections:write, and switch Socket Mode on.",
    );
  }
}
