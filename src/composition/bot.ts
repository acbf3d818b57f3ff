import { type Background, createBackground } from "../background.ts";
import { type AlarmClock, systemClock } from "../clock.ts";
import { createPatience } from "../commands/call-slack.ts";
import { createOpenForms } from "../commands/open-forms.ts";
import { register } from "../commands/register.ts";
import { createSlackApp } from "../commands/slack-app.ts";
import type { Config } from "../config.ts";
import { loadTemplate } from "../email/template.ts";
import type { Log } from "../log.ts";
import { createPortfolioSource } from "../portfolio/source.ts";
import { REPORT_TYPES, REPORTS } from "../reports/registry.ts";
import { startWebServer, type WebServer } from "../web/server.ts";
import { type FetchText, fetchText } from "../web/sns/fetch-text.ts";
import { createAdapters, reachOf, type Surroundings } from "./adapters.ts";
import { startRounds, stopWithin, warnOfFaults } from "./lifecycle.ts";
import { createLinks, createRoutes } from "./routes.ts";
import { createUsablePortfolio } from "./usable-portfolio.ts";
import { createUseCases, type UseCases } from "./use-cases.ts";

/** How often unfinished dispatches are looked for. */
const SWEEP_MS = 60_000;

export interface BotOptions {
  readonly config: Config;
  readonly log: Log;
  readonly clock?: AlarmClock;
  /** The address to listen on; all of them when absent. */
  readonly host?: string;
  /** How the certificates of Amazon SNS are fetched; over HTTPS when absent. */
  readonly fetchText?: FetchText;
  /** Milliseconds between two looks for unfinished dispatches; a minute when absent. */
  readonly sweepMs?: number;
}

export interface Bot {
  readonly port: number;
  /** Finishes what is in flight, leaves the rest to the next start, and lets go of everything. */
  stop(): Promise<void>;
}

/**
 * The composition root: builds every part, wires them, and starts listening.
 *
 * @throws SlackUnavailableError, PortTakenError
 */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { config, log, sweepMs = SWEEP_MS } = options;
  const stopping = new AbortController();
  const background = createBackground();
  const surroundings = await prepare(options, stopping.signal);
  const adapters = createAdapters(surroundings);
  const useCases = createUseCases(adapters, surroundings, background);
  listenToSlack(useCases, surroundings, background);

  const web = await serve(useCases, surroundings, adapters.parts, options);
  const { slack } = surroundings;
  try {
    await slack.start();
  } catch (error) {
    await web.stop();
    throw error;
  }
  // Asked now, so that the first report does not wait for the answer.
  void background.track(adapters.readAccount());
  const endRounds = startRounds(useCases, background, log, sweepMs);
  log.info({ port: web.port, mode: config.slack.mode }, "ready");

  return {
    port: web.port,
    async stop() {
      stopping.abort();
      endRounds();
      await stopWithin(() => finish([web, slack], useCases, background), log);
      adapters.close();
    },
  };
}

async function prepare(
  { config, log, clock = systemClock }: BotOptions,
  stopping: AbortSignal,
): Promise<Surroundings> {
  const files = { reportTypes: REPORT_TYPES, clock };
  const portfolio = createUsablePortfolio(createPortfolioSource(config.portfolioDir, files));
  const [slack, template] = await Promise.all([
    createSlackApp(config.slack, log, clock),
    loadTemplate(),
    // Read once now: what is valid at the start stays in use if an edit goes wrong later.
    warnOfFaults(portfolio, log),
  ]);
  const patiently = createPatience(clock, stopping);
  const links = createLinks(config, clock);
  return { config, slack, patiently, links, portfolio, template, clock, log, stopping };
}

function listenToSlack(
  useCases: UseCases,
  { config, slack, patiently, links, clock, log }: Surroundings,
  { track }: Background,
): void {
  register(slack.app, {
    ...useCases,
    registry: REPORTS,
    patiently,
    openForms: createOpenForms(slack.app.client, patiently),
    ...reachOf(config, links),
    clock,
    log,
    track,
  });
}

function serve(
  { dispatcher }: UseCases,
  { config, slack, links, clock, log }: Surroundings,
  { store, unsubscriptions }: Pick<Parameters<typeof createRoutes>[0], "store" | "unsubscriptions">,
  { host, fetchText: fetchSns = fetchText }: BotOptions,
): Promise<WebServer> {
  return startWebServer({
    port: config.port,
    routes: createRoutes({
      ...{ config, slack, links, store, unsubscriptions, dispatcher, clock, log },
      fetchText: fetchSns,
    }),
    log,
    ...(host !== undefined && { host }),
  });
}

/** Nothing new begins anywhere, and what is under way ends. */
async function finish(
  entrances: readonly { stop(): Promise<void> }[],
  { dispatcher, digests }: UseCases,
  background: Background,
): Promise<void> {
  await Promise.all([...entrances.map((it) => it.stop()), dispatcher.stop()]);
  // After what may change what it shows.
  await digests.stop();
  await background.settled();
}
