import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import type { Clock } from "../clock.ts";
import type { People, Standing, Told } from "../dispatch/people.ts";
import type { Log } from "../log.ts";
import { createPatience, explainSlackError, type Patiently } from "./call-slack.ts";
import { createRecent } from "./recent.ts";

export interface SlackPeopleOptions {
  /** One that gives up soon: people wait for its answers. */
  readonly client: WebClient;
  /** Slack team the bot is installed in. */
  readonly homeTeam: string;
  readonly clock: Clock;
  /** Ends all waiting for Slack. */
  readonly stopping: AbortSignal;
  readonly log: Log;
}

/** How old what Slack says of somebody may be: a right that ends in Slack ends here a minute later. */
const KEEP_MS = 60_000;
/** Slack is asked again soon if it did not answer, but not at every click. */
const KEEP_FAILURE_MS = 5_000;

/** A click does not wait for a busy Slack as long as a message does. */
const PATIENCE = { calls: 2, waitSeconds: 2 };

/** The directory of the bot's workspace. */
export function createSlackPeople(options: SlackPeopleOptions): People {
  const { client, homeTeam, clock } = options;
  const ask = createQuestion(options, createPatience(clock, options.stopping, PATIENCE));
  return {
    standingOf: createRecent(clock, keepMs, (user) =>
      ask<Standing>("users.info", UNKNOWN_PERSON, "stranger", async () =>
        standingOf((await client.users.info({ user })).user, homeTeam),
      ),
    ),
    membersOf: createRecent(clock, keepMs, (usergroup) =>
      ask<readonly string[]>("usergroups.users.list", UNKNOWN_GROUP, [], async () => {
        const { users = [] } = await client.usergroups.users.list({ usergroup });
        return users;
      }),
    ),
  };
}

function keepMs<T>(told: Told<T>): number {
  return "value" in told ? KEEP_MS : KEEP_FAILURE_MS;
}

/** Nobody whom this workspace knows (docs.slack.dev/reference/methods/users.info). */
const UNKNOWN_PERSON = ["user_not_found", "user_not_visible"];
/** No group that is in use (docs.slack.dev/reference/methods/usergroups.users.list). */
const UNKNOWN_GROUP = ["no_such_subteam"];

/** Asks once more where the first attempt got no answer: asking changes nothing. */
function createQuestion({ log }: SlackPeopleOptions, patiently: Patiently) {
  return async <T>(
    method: string,
    unknown: readonly string[],
    nothing: T,
    call: () => Promise<T>,
  ): Promise<Told<T>> => {
    try {
      const answered = (err: unknown) => err instanceof WebAPIPlatformError;
      const again = (err: unknown) => (answered(err) ? Promise.reject(err) : patiently(call));
      return { value: await patiently(call).catch(again) };
    } catch (err) {
      if (err instanceof WebAPIPlatformError && unknown.includes(err.data.error)) {
        return { value: nothing };
      }
      log.warn({ err, method }, "Slack did not say who somebody is or belongs to");
      return { why: explainSlackError(err) };
    }
  };
}

type SlackUser = NonNullable<Awaited<ReturnType<WebClient["users"]["info"]>>["user"]>;

/**
 * What Slack's user object makes of somebody. Of Slack Connect `is_stranger` alone does not tell: it is false for people
 * of other workspaces who are in a channel with the bot (docs.slack.dev/apis/slack-connect).
 */
function standingOf(user: SlackUser | undefined, homeTeam: string): Standing {
  if (user === undefined) return "stranger";
  if (user.deleted === true) return "deactivated";
  if (user.is_bot === true || user.is_workflow_bot === true || user.id === "USLACKBOT") {
    return "bot";
  }
  const teams = [user.team_id, ...(user.enterprise_user?.teams ?? [])];
  if (user.is_stranger === true || !teams.includes(homeTeam)) return "stranger";
  return user.is_restricted === true || user.is_ultra_restricted === true ? "guest" : "member";
}
