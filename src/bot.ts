import { randomInt } from "node:crypto";
import { EventEmitter } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { ulid } from "ulid";
import { type Background, createBackground } from "./background.ts";
import { type AlarmClock, systemClock } from "./clock.ts";
import { createSlackAnnouncer } from "./commands/announcer.ts";
import { createPatience } from "./commands/call-slack.ts";
import { createDigestPoster } from "./commands/digest-poster.ts";
import { createHomeTab } from "./commands/home-tab.ts";
import { createOpenForms } from "./commands/open-forms.ts";
import { createSlackPeople } from "./commands/people.ts";
import { createPictures } from "./commands/pictures/pictures.ts";
import { register } from "./commands/register.ts";
import { createSlackReminder } from "./commands/reminder.ts";
import { createSlackApp, type SlackApp } from "./commands/slack-app.ts";
import type { Config } from "./config.ts";
import { createDigests, type Digests } from "./digest/digests.ts";
import { readHome } from "./digest/home.ts";
import { sendFromHome } from "./digest/send-from-home.ts";
import {
  createDispatcher,
  type Dispatcher,
  type DispatcherDependencies,
} from "./dispatch/dispatcher.ts";
import { observeMailEvents, observeStore } from "./dispatch/observed-store.ts";
import { createAccountReader } from "./email/account-reader.ts";
import { createAttach } from "./email/attachments/attach.ts";
import { createChartDrawer } from "./email/charts/draw-chart.ts";
import { measureMail } from "./email/compose-mime.ts";
import { rememberMails } from "./email/remember-mails.ts";
import { createMailRenderer } from "./email/render-mail.ts";
import { createSesClient, createSesMailer } from "./email/ses-mailer.ts";
import { loadTemplate } from "./email/template.ts";
import { describeError } from "./errors.ts";
import type { Log } from "./log.ts";
import { createPortfolioSource } from "./portfolio/source.ts";
import { REPORT_TYPES, REPORTS } from "./reports/registry.ts";
import { createLinks, createRoutes } from "./routes.ts";
import { observeSchedules } from "./schedule/observed-schedules.ts";
import { createScheduler } from "./schedule/scheduler.ts";
import { startTicker } from "./schedule/ticker.ts";
import { createDigestLog } from "./store/digest-log.ts";
import { createDispatchRecords } from "./store/dispatch-records.ts";
import { createDispatchStore } from "./store/dispatch-store.ts";
import { createHomeViewers } from "./store/home-viewers.ts";
import { createMailEvents } from "./store/mail-events.ts";
import { createMissedMessages } from "./store/missed.ts";
import { createOccurrences } from "./store/occurrences.ts";
import { createRecipientHash } from "./store/recipient-hash.ts";
import { createRoleRecord } from "./store/role-record.ts";
import { createSchedules } from "./store/schedules.ts";
import { createSealer } from "./store/sealer.ts";
import { createSuppressions } from "./store/suppressions.ts";
import { createDynamoDbClient, createTableClient } from "./store/table-client.ts";
import { createThrottle } from "./store/throttle.ts";
import { createUnshown } from "./store/unshown.ts";
import { createUnsubscriptions } from "./store/unsubscriptions.ts";
import { createUsablePortfolio, type UsablePortfolio } from "./usable-portfolio.ts";
import { startWebServer, type WebServer } from "./web/server.ts";
import { type FetchText, fetchText } from "./web/sns/fetch-text.ts";

/** How often unfinished dispatches are looked for. */
const SWEEP_MS = 60_000;

/** How long a stop waits for what is in flight. Less than the 30 s that supervisors commonly grant. */
const STOP_MS = 25_000;

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
  const { config, log, clock = systemClock, host, sweepMs = SWEEP_MS } = options;
  const { fetchText: fetchSns = fetchText } = options;
  const stopping = new AbortController();
  const background = createBackground();
  const files = { reportTypes: REPORT_TYPES, clock };
  const portfolio = createUsablePortfolio(createPortfolioSource(config.portfolioDir, files));
  const [slack, template] = await Promise.all([
    createSlackApp(config.slack, log, clock),
    loadTemplate(),
    // Read once now: what is valid at the start stays in use if an edit goes wrong later.
    warnOfFaults(portfolio, log),
  ]);
  const patiently = createPatience(clock, stopping.signal);
  const dynamoDb = createDynamoDbClient(config.aws.region);
  const ses = createSesClient({ region: config.aws.sesRegion });
  const table = createTableClient(dynamoDb, config.aws.table);
  const { sesRegion, sesShare: share } = config.aws;
  const { from } = config.mail;
  const account = createAccountReader({ client: ses, from, region: sesRegion, clock, log });
  const unsubscriptions = createUnsubscriptions({ table, clock });
  const changes = new EventEmitter();
  const sealer = createSealer(config.dataKey, config.dataKeyPrevious);
  const stored = createDispatchStore({ table, sealer, clock });
  const store = observeStore(stored, () => changes.emit("dispatch"));
  const links = createLinks(config, clock);
  const reach = config.publicUrl === undefined ? {} : { reportLink: links.reports.linkTo };
  const { client } = slack.app;
  const pictures = createPictures(config.pictures, {
    client,
    clock,
    stopping: stopping.signal,
    linkTo: links.charts.linkTo,
  });
  const parts: DispatcherDependencies = {
    registry: REPORTS,
    loadSettings: portfolio.loadSettings,
    loadPortfolio: portfolio.load,
    renderMail: rememberMails(
      createMailRenderer({ template, drawChart: createChartDrawer(), attach: createAttach() }),
    ),
    measureMail,
    unsubscriptions,
    suppressions: createSuppressions({ table, clock }),
    mailEvents: observeMailEvents(createMailEvents({ table, clock }), () =>
      changes.emit("dispatch"),
    ),
    ...(config.publicUrl !== undefined && { unsubscribeLink: links.unsubscribe.linkTo }),
    roleRecord: createRoleRecord({ table }),
    missed: createMissedMessages({ table, clock }),
    unshown: createUnshown({ table, clock }),
    store,
    account,
    throttle: createThrottle({ table, clock, account, region: sesRegion, share }),
    mailer: createSesMailer({ client: ses, clock, ...config.aws }),
    announcer: createSlackAnnouncer({ client, patiently, pictures, log, ...reach }),
    reminder: createSlackReminder({ client, patiently, log }),
    readRecord: createDispatchRecords({ table, sealer, clock }).read,
    hashAddress: createRecipientHash(config.recipientHashKey, config.recipientHashKeyPrevious),
    addresses: config.mail,
    homeTeam: slack.teamId,
    people: createSlackPeople({
      client: slack.directory,
      homeTeam: slack.teamId,
      stopping: stopping.signal,
      clock,
      log,
    }),
    clock,
    ids: { next: (at) => ulid(at.getTime()) },
    random: () => randomInt(2 ** 32) / 2 ** 32,
    log,
  };
  const dispatcher = createDispatcher(parts);
  const { schedules, occurrences } = observeSchedules(
    createSchedules({ table, clock }),
    createOccurrences({ table, clock }),
    () => changes.emit("schedule"),
  );
  const scheduler = createScheduler({
    ...parts,
    schedules,
    occurrences,
    send: dispatcher.send,
  });
  const digests = createDigests({
    ...parts,
    schedules,
    occurrences,
    digestLog: createDigestLog({ table, clock }),
    poster: createDigestPoster({ client, patiently }),
    send: dispatcher.send,
  });
  const homeDeps = { ...parts, schedules, occurrences };
  const home = createHomeTab({
    ...{ client, patiently, clock, log, stopping: stopping.signal, track: background.track },
    viewers: createHomeViewers({ table, clock }),
    readHome: (by, chosen) => readHome(by, chosen, homeDeps),
    listMissed: dispatcher.listMissed,
    sendReport: (report, by, onceKey) =>
      sendFromHome(report, by, onceKey, { ...parts, draft: dispatcher.draft }),
  });
  changes.on("dispatch", home.refresh);
  changes.on("dispatch", digests.refresh);
  changes.on("schedule", home.refresh);
  register(slack.app, {
    dispatcher,
    home,
    digests,
    scheduler,
    registry: REPORTS,
    patiently,
    openForms: createOpenForms(client, patiently),
    clock,
    ...reach,
    log,
    track: background.track,
  });

  const web = await startWebServer({
    port: config.port,
    routes: createRoutes({
      config,
      slack,
      links,
      store,
      unsubscriptions,
      dispatcher,
      fetchText: fetchSns,
      clock,
      log,
    }),
    log,
    ...(host !== undefined && { host }),
  });
  try {
    await slack.start();
  } catch (error) {
    await web.stop();
    throw error;
  }
  // A process that was killed may not have come to it.
  digests.refresh();
  // Asked now, so that the first report does not wait for the answer.
  void background.track(account.read());
  const sweep = startSweep({ dispatcher, digests }, background, log, sweepMs);
  const ticker = startTicker(() =>
    background.track(
      scheduler
        .runDue()
        .catch((err: unknown) => log.error({ err }, "schedules were not looked at")),
    ),
  );
  log.info({ port: web.port, mode: config.slack.mode }, "ready");

  return {
    port: web.port,
    async stop() {
      stopping.abort();
      clearInterval(sweep);
      ticker.stop();
      await stopWithin(STOP_MS, () => stop(web, slack, [dispatcher, digests], background), log);
      dynamoDb.destroy();
      ses.destroy();
    },
  };
}

/** At start and every minute: goes on with what a crash or another process has left, and posts what is due. */
function startSweep(
  { dispatcher, digests }: { readonly dispatcher: Dispatcher; readonly digests: Digests },
  background: Background,
  log: Log,
  everyMs: number,
): NodeJS.Timeout {
  const sweep = () => {
    const work = [
      dispatcher.recover().catch((err: unknown) => log.error({ err }, "recovery failed")),
      digests.tick().catch((err: unknown) => log.error({ err }, "the digest failed")),
    ];
    for (const each of work) void background.track(each);
  };
  sweep();
  return setInterval(sweep, everyMs);
}

/** Nothing new begins anywhere, and what is under way ends. */
async function stop(
  web: WebServer,
  slack: SlackApp,
  [dispatcher, digests]: readonly [Dispatcher, Digests],
  work: Background,
) {
  await Promise.all([web.stop(), slack.stop(), dispatcher.stop()]);
  // After what may change what it shows.
  await digests.stop();
  await work.settled();
}

/** A broken portfolio does not keep the bot from starting: it can be mended while it runs. */
async function warnOfFaults(portfolio: UsablePortfolio, log: Log): Promise<void> {
  const [loaded] = await Promise.allSettled([portfolio.load(), portfolio.loadSettings()]);
  if (loaded.status === "rejected") log.warn(describeError(loaded.reason));
}

async function stopWithin(limitMs: number, work: () => Promise<void>, log: Log): Promise<void> {
  const ended = new AbortController();
  const limit = delay(limitMs, "limit", { signal: ended.signal }).catch(() => "ended");
  const end = work().then(
    () => "ended",
    (err: unknown) => log.error({ err }, "stopping failed"),
  );
  const first = await Promise.race([end, limit]);
  ended.abort();
  if (first === "limit") log.warn("stopped before everything in flight had ended");
}
