import { randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { ulid } from "ulid";
import { type Background, createBackground } from "./background.ts";
import { type Clock, systemClock } from "./clock.ts";
import { createSlackAnnouncer } from "./commands/announcer.ts";
import { register } from "./commands/register.ts";
import { createSlackApp, SLACK_PATH, type SlackApp } from "./commands/slack-app.ts";
import type { Config } from "./config.ts";
import { createDispatcher, type Dispatcher } from "./dispatch/dispatcher.ts";
import { createMailRenderer } from "./email/render-mail.ts";
import { createSesClient, createSesMailer } from "./email/ses-mailer.ts";
import { loadTemplate } from "./email/template.ts";
import type { Log } from "./log.ts";
import { loadPortfolio } from "./portfolio/load.ts";
import { REPORT_TYPES, REPORTS } from "./reports/registry.ts";
import { createDispatchStore } from "./store/dispatch-store.ts";
import { createRecipientHash } from "./store/recipient-hash.ts";
import { createSealer } from "./store/sealer.ts";
import { createDynamoDbClient, createTableClient } from "./store/table-client.ts";
import { createHealth } from "./web/health.ts";
import { startWebServer, type WebServer } from "./web/server.ts";

/** How often unfinished dispatches are looked for. */
const SWEEP_MS = 60_000;

/** How long a stop waits for what is in flight. Less than the 30 s that supervisors commonly grant. */
const STOP_MS = 25_000;

export interface BotOptions {
  readonly config: Config;
  readonly log: Log;
  readonly clock?: Clock;
}

export interface Bot {
  readonly port: number;
  /** Finishes what is in flight, leaves the rest to the next start, and lets go of everything. */
  stop(): Promise<void>;
}

/** The composition root: builds every part, wires them, and starts listening. */
export async function startBot({ config, log, clock = systemClock }: BotOptions): Promise<Bot> {
  const background = createBackground();
  const [slack, template] = await Promise.all([createSlackApp(config.slack, log), loadTemplate()]);
  const announcer = createSlackAnnouncer(slack.app.client, clock);
  const dynamoDb = createDynamoDbClient(config.aws.region);
  const ses = createSesClient({ region: config.aws.sesRegion });
  const dispatcher = createDispatcher({
    registry: REPORTS,
    loadPortfolio: () => loadPortfolio(config.portfolioDir, { reportTypes: REPORT_TYPES }),
    renderMail: createMailRenderer(template),
    store: createDispatchStore({
      table: createTableClient(dynamoDb, config.aws.table),
      sealer: createSealer(config.recipientHashKey),
      clock,
    }),
    mailer: createSesMailer({ client: ses, ...config.aws }),
    announcer,
    hashAddress: createRecipientHash(config.recipientHashKey),
    addresses: config.mail,
    homeTeam: slack.teamId,
    clock,
    ids: { next: (at) => ulid(at.getTime()) },
    random: () => randomInt(2 ** 32) / 2 ** 32,
    log,
  });
  register(slack.app, {
    dispatcher,
    announcer,
    registry: REPORTS,
    clock,
    log,
    track: background.track,
  });

  const web = await startWebServer(config.port, routes(slack), log);
  try {
    await slack.start();
  } catch (error) {
    await web.stop();
    throw error;
  }
  const sweep = startSweep(dispatcher, background, log);
  log.info({ port: web.port, mode: config.slack.mode }, "ready");

  return {
    port: web.port,
    async stop() {
      clearInterval(sweep);
      await stopWithin(STOP_MS, () => stop(web, slack, dispatcher, background), log);
      dynamoDb.destroy();
      ses.destroy();
    },
  };
}

function routes({ handleRequest }: SlackApp) {
  return {
    "GET /health": createHealth(),
    ...(handleRequest && { [`POST ${SLACK_PATH}`]: handleRequest }),
  };
}

/** At start and every minute: goes on with what a crash or another process has left. */
function startSweep(dispatcher: Dispatcher, background: Background, log: Log): NodeJS.Timeout {
  const sweep = () =>
    void background.track(
      dispatcher.recover().catch((err: unknown) => log.error({ err }, "recovery failed")),
    );
  sweep();
  return setInterval(sweep, SWEEP_MS);
}

/** First nothing new comes in, then what is under way ends. */
async function stop(web: WebServer, slack: SlackApp, dispatcher: Dispatcher, work: Background) {
  await Promise.all([web.stop(), slack.stop()]);
  await dispatcher.stop();
  await work.settled();
}

async function stopWithin(limitMs: number, work: () => Promise<void>, log: Log): Promise<void> {
  const ended = new AbortController();
  const limit = delay(limitMs, "limit", { signal: ended.signal }).catch(() => "ended");
  const first = await Promise.race([work().then(() => "ended"), limit]);
  ended.abort();
  if (first === "limit") log.warn("stopped before everything in flight had ended");
}
