import { randomInt } from "node:crypto";
import { EventEmitter } from "node:events";
import { ulid } from "ulid";
import type { AlarmClock } from "../clock.ts";
import { createSlackAnnouncer } from "../commands/announcer.ts";
import type { Patiently } from "../commands/call-slack.ts";
import { createSlackPeople } from "../commands/people.ts";
import { createPictures } from "../commands/pictures/pictures.ts";
import { createSlackReminder } from "../commands/reminder.ts";
import type { SlackApp } from "../commands/slack-app.ts";
import type { Config } from "../config.ts";
import type { DispatcherDependencies } from "../dispatch/dispatcher.ts";
import { observeMailEvents, observeStore } from "../dispatch/observed-store.ts";
import { createAccountReader } from "../email/account-reader.ts";
import { createAttach } from "../email/attachments/attach.ts";
import { createChartDrawer } from "../email/charts/draw-chart.ts";
import { measureMail } from "../email/compose-mime.ts";
import { rememberMails } from "../email/remember-mails.ts";
import { createMailRenderer } from "../email/render-mail.ts";
import { createSesClient, createSesMailer } from "../email/ses-mailer.ts";
import type { MailTemplate } from "../email/template.ts";
import type { Log } from "../log.ts";
import { REPORTS } from "../reports/registry.ts";
import { observeSchedules } from "../schedule/observed-schedules.ts";
import { createDispatchRecords } from "../store/dispatch-records.ts";
import { createDispatchStore } from "../store/dispatch-store.ts";
import { createMailEvents } from "../store/mail-events.ts";
import { createMissedMessages } from "../store/missed.ts";
import { createOccurrences } from "../store/occurrences.ts";
import { createRecipientHash } from "../store/recipient-hash.ts";
import { createRoleRecord } from "../store/role-record.ts";
import { createSchedules } from "../store/schedules.ts";
import { createSealer } from "../store/sealer.ts";
import { createSuppressions } from "../store/suppressions.ts";
import { createDynamoDbClient, createTableClient } from "../store/table-client.ts";
import { createThrottle } from "../store/throttle.ts";
import { createUnshown } from "../store/unshown.ts";
import { createUnsubscriptions } from "../store/unsubscriptions.ts";
import type { Links } from "./routes.ts";
import type { UsablePortfolio } from "./usable-portfolio.ts";

/** What the adapters are built from. */
export interface Surroundings {
  readonly config: Config;
  readonly slack: SlackApp;
  readonly patiently: Patiently;
  readonly links: Links;
  readonly portfolio: UsablePortfolio;
  readonly template: MailTemplate;
  readonly clock: AlarmClock;
  readonly log: Log;
  readonly stopping: AbortSignal;
}

export type Adapters = ReturnType<typeof createAdapters>;

/** Everything that reaches outside: Slack, SES, DynamoDB and the files. Nothing is asked of any of them yet. */
export function createAdapters(surroundings: Surroundings) {
  const { config, clock, log, portfolio } = surroundings;
  const changes = new EventEmitter<{ dispatch: []; schedule: [] }>();
  const dispatchChanged = () => void changes.emit("dispatch");
  const dynamoDb = createDynamoDbClient(config.aws.region);
  const table = createTableClient(dynamoDb, config.aws.table);
  const sealer = createSealer(config.dataKey, config.dataKeyPrevious);
  const mail = createMailAdapters(surroundings, table);
  const parts: DispatcherDependencies = {
    registry: REPORTS,
    loadSettings: portfolio.loadSettings,
    loadPortfolio: portfolio.load,
    ...mail.parts,
    ...createSlackAdapters(surroundings),
    unsubscriptions: createUnsubscriptions({ table, clock }),
    suppressions: createSuppressions({ table, clock }),
    mailEvents: observeMailEvents(createMailEvents({ table, clock }), dispatchChanged),
    roleRecord: createRoleRecord({ table }),
    missed: createMissedMessages({ table, clock }),
    unshown: createUnshown({ table, clock }),
    store: observeStore(createDispatchStore({ table, sealer, clock }), dispatchChanged),
    readRecord: createDispatchRecords({ table, sealer, clock }).read,
    hashAddress: createRecipientHash(config.recipientHashKey, config.recipientHashKeyPrevious),
    clock,
    ids: { next: (at) => ulid(at.getTime()) },
    random: () => randomInt(2 ** 32) / 2 ** 32,
    log,
  };
  const timetable = observeSchedules(
    createSchedules({ table, clock }),
    createOccurrences({ table, clock }),
    () => void changes.emit("schedule"),
  );
  return {
    parts,
    ...timetable,
    table,
    changes,
    readAccount: mail.readAccount,
    /** Lets go of all connections. */
    close() {
      dynamoDb.destroy();
      mail.close();
    },
  };
}

function createMailAdapters(
  { config, links, template, clock, log }: Surroundings,
  table: ReturnType<typeof createTableClient>,
) {
  const { sesRegion: region, sesShare: share } = config.aws;
  const client = createSesClient({ region });
  const account = createAccountReader({ client, from: config.mail.from, region, clock, log });
  return {
    parts: {
      renderMail: rememberMails(
        createMailRenderer({ template, drawChart: createChartDrawer(), attach: createAttach() }),
      ),
      measureMail,
      account,
      throttle: createThrottle({ table, clock, account, region, share }),
      mailer: createSesMailer({ client, clock, ...config.aws }),
      addresses: config.mail,
      ...(config.publicUrl !== undefined && { unsubscribeLink: links.unsubscribe.linkTo }),
    },
    readAccount: account.read,
    close: () => client.destroy(),
  };
}

function createSlackAdapters({
  config,
  slack,
  patiently,
  links,
  clock,
  log,
  stopping,
}: Surroundings) {
  const { client } = slack.app;
  const { linkTo } = links.charts;
  const pictures = createPictures(config.pictures, { client, clock, stopping, linkTo });
  const reach = reachOf(config, links);
  return {
    announcer: createSlackAnnouncer({ client, patiently, pictures, log, ...reach }),
    reminder: createSlackReminder({ client, patiently, log }),
    homeTeam: slack.teamId,
    people: createSlackPeople({
      client: slack.directory,
      homeTeam: slack.teamId,
      stopping,
      clock,
      log,
    }),
  };
}

/** Where a report can be opened, if somebody outside can reach the bot. */
export function reachOf({ publicUrl }: Pick<Config, "publicUrl">, { reports }: Links) {
  return publicUrl === undefined ? {} : { reportLink: reports.linkTo };
}
