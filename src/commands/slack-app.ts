import type { RequestListener } from "node:http";
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { type Logger, WebClient, type WebClientOptions } from "@slack/web-api";
import type { Clock } from "../clock.ts";
import type { SlackConfig } from "../config.ts";
import { SlackUnavailableError } from "../errors.ts";
import type { Log } from "../log.ts";
import { explainSlackError } from "./call-slack.ts";
import { createSocketLine } from "./socket-line.ts";

/** Where Slack posts in HTTP mode. */
export const SLACK_PATH = "/slack/events";

export interface SlackApp {
  readonly app: App;
  /** For looking people up, while somebody waits: it gives up sooner than the app's own. */
  readonly directory: WebClient;
  /** The team the bot's token belongs to. */
  readonly teamId: string;
  /** Handles requests to {@link SLACK_PATH}; absent in Socket Mode. */
  readonly handleRequest?: RequestListener;
  /** Opens the socket in Socket Mode; in HTTP mode the web server listens. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The Web API's client neither waits for ever nor repeats a call by itself: a call whose connection dropped may
 * have been carried out, and the default would post it again.
 */
export const CLIENT_OPTIONS = {
  timeout: 10_000,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
} as const satisfies WebClientOptions;

/** Milliseconds. Twice that, since looking up is tried twice, is as long as a click may wait for it. */
const LOOK_UP_MS = 3_000;

/**
 * Connects to Slack and finds out who the bot is.
 *
 * @throws SlackUnavailableError if Slack does not answer or does not accept a token.
 */
export async function createSlackApp(
  slack: SlackConfig,
  log: Log,
  clock: Clock,
): Promise<SlackApp> {
  const logger = toSlackLogger(log);
  const address = slack.apiUrl === undefined ? {} : { slackApiUrl: slack.apiUrl };
  const receiver = createReceiver(slack, address, logger);
  const app = new App({
    token: slack.botToken,
    receiver,
    clientOptions: { ...CLIENT_OPTIONS, ...address },
    logger,
    deferInitialization: true,
  });
  const teamId = await signIn(app);
  const listening = receiver instanceof HTTPReceiver;
  const line = listening
    ? undefined
    : createSocketLine({ client: receiver.client, clock, log: log.child({ from: "slack" }) });
  return {
    app,
    directory: new WebClient(slack.botToken, {
      ...CLIENT_OPTIONS,
      ...address,
      timeout: LOOK_UP_MS,
      logger,
    }),
    teamId,
    ...(listening && { handleRequest: receiver.requestListener }),
    start: async () => {
      await line?.open().catch(refuse);
    },
    stop: async () => {
      await line?.close();
    },
  };
}

/** @returns The team the token belongs to. */
async function signIn(app: App): Promise<string> {
  try {
    await app.init();
    const { team_id: teamId } = await app.client.auth.test();
    // Rights are checked against it; without it everybody would look like a stranger, or nobody.
    if (!teamId) throw new Error("Slack did not say which team the token belongs to");
    return teamId;
  } catch (error) {
    return refuse(error);
  }
}

function refuse(cause: unknown): never {
  throw new SlackUnavailableError("Slack did not let the bot in.", {
    hint: explainSlackError(cause),
    cause,
  });
}

function createReceiver(
  slack: SlackConfig,
  address: Pick<WebClientOptions, "slackApiUrl">,
  logger: Logger,
): HTTPReceiver | SocketModeReceiver {
  return slack.mode === "http"
    ? new HTTPReceiver({ signingSecret: slack.signingSecret, endpoints: SLACK_PATH, logger })
    : new SocketModeReceiver({
        appToken: slack.appToken,
        logger,
        // See createSocketLine, which opens another line when one is lost.
        autoReconnectEnabled: false,
        // Bolt hands these to the client that asks for a line.
        installerOptions: { clientOptions: { ...address, ...CLIENT_OPTIONS } },
      });
}

/** Slack's libraries log through ours. Their "info" is chatter to an operator. */
function toSlackLogger(log: Log): Logger {
  const slackLog = log.child({ from: "slack" });
  const write =
    (level: "debug" | "warn" | "error") =>
    (...parts: unknown[]): void =>
      slackLog[level](parts.map(String).join(" "));
  return {
    debug: write("debug"),
    info: write("debug"),
    warn: write("warn"),
    error: write("error"),
    setLevel: () => undefined,
    getLevel: () => LogLevel.DEBUG,
    setName: () => undefined,
  };
}
