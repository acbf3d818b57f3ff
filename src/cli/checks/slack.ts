import { explainSlackError } from "../../commands/call-slack.ts";
import { readSlackAccess, type SlackAccess, tryToOpenSocket } from "../../commands/slack-access.ts";
import type { SlackConfig } from "../../config.ts";
import { bad, type Finding, good, reasonOf, warn } from "./finding.ts";

const REINSTALL = "Update the app from manifest.yml and reinstall it.";

/** Is the bot's token accepted, with the scopes of the manifest; does the app-level token open a socket? */
export async function checkSlack(
  slack: SlackConfig,
  needed: readonly string[],
): Promise<readonly Finding[]> {
  const bot = await readSlackAccess(slack).then(
    (access) => [
      good("Slack token", `${access.user} in ${access.team}`),
      checkScopes(access, needed),
    ],
    (error: unknown) => [bad("Slack token", reasonOf(error), explainSlackError(error))],
  );
  return slack.mode === "http" ? bot : [...bot, await checkSocket(slack, slack.appToken)];
}

function checkScopes({ scopes }: SlackAccess, needed: readonly string[]): Finding {
  if (scopes === undefined) return warn("Slack scopes", "this Slack does not say which it granted");
  const missing = needed.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0) return bad("Slack scopes", `missing ${missing.join(", ")}`, REINSTALL);
  const extra = scopes.filter((scope) => !needed.includes(scope));
  return extra.length > 0
    ? warn("Slack scopes", `more than needed: ${extra.join(", ")}`, REINSTALL)
    : good("Slack scopes", needed.join(", "));
}

async function checkSocket(slack: SlackConfig, appToken: string): Promise<Finding> {
  const mend = "Make an app-level token with connections:write, and switch Socket Mode on.";
  return await tryToOpenSocket(slack, appToken).then(
    () => good("Slack Socket Mode", "the app-level token opens a connection"),
    (error: unknown) => bad("Slack Socket Mode", reasonOf(error), mend),
  );
}
