import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Attachment, simpleParser } from "mailparser";
import type { SesAccount } from "../../demo/ses-account.ts";
import { type SesEndpoint, startSes } from "../../demo/ses-front.ts";
import { readManifestScopes } from "../../src/cli/checks/manifest.ts";
import { type Bot, startBot } from "../../src/composition/bot.ts";
import { parseConfig } from "../../src/config.ts";
import { createLog } from "../../src/log.ts";
import type { FetchText } from "../../src/web/sns/fetch-text.ts";
import { type DatabaseFront, startDatabaseFront } from "./database-front.ts";
import { textsOf } from "./fake-slack/dump.ts";
import { createFakeSlack, type FakeSlack, type SlackMessage } from "./fake-slack/fake-slack.ts";
import { startTestTable, type TestTable } from "./store.ts";
import { createTestClock, type TestClock } from "./test-clock.ts";

/** The real bot between a fake Slack, a real DynamoDB engine and a real SES endpoint. */
export interface TestBot {
  readonly slack: FakeSlack;
  readonly ses: SesEndpoint;
  readonly table: TestTable;
  /** Between the bot and the table; misbehaves on command. */
  readonly database: DatabaseFront;
  readonly clock: TestClock;
  /** A copy of the sample portfolio, to be changed at will. */
  readonly portfolioDir: string;
  /** Everything the bot has logged. */
  readonly log: readonly string[];
  readonly url: string;
  /** Replaces text in a file of the portfolio; fails if it is not there. */
  editPortfolio(file: string, from: string | RegExp, to: string): Promise<void>;
  /** Types the command in #reports and waits for the preview. */
  requestPreview(report?: string, user?: string): Promise<SlackMessage>;
  /** The preview as it stands now. */
  current(preview: SlackMessage): SlackMessage | undefined;
  /** Resolves once the message says this. */
  waitForText(channel: string, text: string | RegExp): Promise<SlackMessage>;
  /** Resolves once this person, and only they, were told this. */
  waitForWhisper(user: string, text: string | RegExp): Promise<SlackMessage>;
  /** Mails that the mail service took, parsed, oldest first. */
  mails(): Promise<readonly TestMail[]>;
  /** Items of the dispatch's partition whose sort key starts like this. */
  items(prefix: string): Promise<Record<string, unknown>[]>;
  /** Stops the bot and starts another on the same engines, as after a deployment, perhaps with other variables. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
  /** Starts another process on the same engines, and calls `work` with ways to let Slack speak to either. */
  withAnother(
    work: (turnTo: (process: "first" | "second") => void) => Promise<void>,
  ): Promise<void>;
  stop(): Promise<void>;
}

export interface TestMail {
  readonly to: string;
  /** Envelope recipients of the call. */
  readonly destinations: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Pictures and files, in their order. */
  readonly attachments: readonly Attachment[];
  /** Unfolded, e.g. `Reply-To: …`. */
  readonly headers: string;
  readonly raw: string;
}

export interface TestBotOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly scopes?: readonly string[];
  /** How the bot fetches certificates of Amazon SNS. */
  readonly fetchText?: FetchText;
  readonly clock?: TestClock;
  /** How Slack reaches the bot; over HTTP by default. */
  readonly mode?: "http" | "socket";
  /** What stands under `schedules` in the settings; nothing by default, so that nothing happens by itself. */
  readonly schedules?: Readonly<Record<string, unknown>>;
  /** Whether mails bring the PDF and the spreadsheet that the sample's audiences want; most tests are not about them. */
  readonly printed?: boolean;
  /** Limits of the SES account; by default it is too fast for anybody to wait. */
  readonly account?: Partial<Pick<SesAccount, "max24HourSend" | "maxSendRate" | "sendingEnabled">>;
}

const TEAM = "T01DEMO";
const APP_TOKEN = "xapp-test";
/** Exactly what an installation of `manifest.yml` grants: a method that needs more is refused. */
const SCOPES = await readManifestScopes();

/** All that a message shows, as one string. */
export function shown(message: SlackMessage): string {
  return textsOf(message.blocks).join("\n");
}

export async function startTestBot({
  env = {},
  scopes = SCOPES,
  fetchText,
  clock = createTestClock(),
  mode = "http",
  schedules = {},
  printed = false,
  account = {},
}: TestBotOptions = {}): Promise<TestBot> {
  const slack = await createFakeSlack({
    botToken: "xoxb-test",
    signingSecret: "test-secret",
    appToken: APP_TOKEN,
    teamId: TEAM,
    scopes,
    clock,
    channels: [
      { id: "C01REPORTS", name: "reports" },
      { id: "C02GENERAL", name: "general" },
      { id: "C03OUTSIDE", name: "outside", botIsMember: false },
    ],
    users: [
      { id: "U01ADMIN", name: "admin" },
      { id: "U02MEMBER", name: "member" },
      { id: "U03GUEST", name: "guest" },
      { id: "U04SECOND", name: "second" },
      { id: "U05RESTRICTED", name: "restricted", isRestricted: true },
      { id: "U06SINGLE", name: "single", isUltraRestricted: true },
      { id: "U07STRANGER", name: "stranger", teamId: "T02OTHER" },
      { id: "U08GONE", name: "gone", deleted: true },
      { id: "U09ROBOT", name: "robot", isBot: true },
      { id: "U10VIEWER", name: "viewer" },
      { id: "U11ASKER", name: "asker" },
      { id: "U12BOARD", name: "board" },
    ],
  });
  // A picture is ready when it is first asked for: waiting for it is not what most tests are about.
  slack.filesReadyAfter = 1;
  const [ses, table] = await Promise.all([startSes({ port: 0 }), startTestTable()]);
  await ses.clear();
  // Fast enough that nobody waits: what limits do is the business of tests of their own.
  Object.assign(ses.account, { maxSendRate: 1e9, ...account });
  const database = await startDatabaseFront(table.endpoint);
  const portfolioDir = await mkdtemp(join(tmpdir(), "portfolio-"));
  await cp("portfolio", portfolioDir, { recursive: true });
  const settings = join(portfolioDir, "settings.yml");
  await declareSchedules(settings, schedules);
  // Setting a report on paper takes longer than all the rest of a test.
  if (!printed) await leaveOutPrints(settings);
  // The AWS SDK finds its endpoints here, as in production.
  process.env["AWS_ENDPOINT_URL_SES"] = ses.url;
  process.env["AWS_ENDPOINT_URL_DYNAMODB"] = database.url;

  const log: string[] = [];
  const environment = {
    SLACK_BOT_TOKEN: "xoxb-test",
    ...(mode === "http" ? { SLACK_SIGNING_SECRET: "test-secret" } : { SLACK_APP_TOKEN: APP_TOKEN }),
    SLACK_API_URL: slack.apiUrl,
    PORT: "0",
    AWS_REGION: "us-east-1",
    DYNAMODB_TABLE: table.name,
    SES_FROM_ADDRESS: "Exec Report <reports@example.com>",
    BCC_ADDRESS: "audit@example.com",
    PORTFOLIO_DIR: portfolioDir,
    RECIPIENT_HASH_KEY: Buffer.alloc(32, 3).toString("base64"),
    DATA_KEY: Buffer.alloc(32, 4).toString("base64"),
    LOG_LEVEL: "debug",
    ...env,
  };
  let config = parseConfig(environment);
  const start = async (): Promise<Bot> => {
    const started = await startBot({
      config,
      clock,
      log: createLog("debug", (line) => log.push(line)),
      ...(fetchText !== undefined && { fetchText }),
    });
    if (mode === "http") slack.requestUrl = `http://127.0.0.1:${started.port}/slack/events`;
    return started;
  };
  let bot = await start();

  const find = (messages: readonly SlackMessage[], text: string | RegExp) =>
    messages.find((it) =>
      typeof text === "string" ? shown(it).includes(text) : text.test(shown(it)),
    );

  return {
    slack,
    ses,
    table,
    database,
    clock,
    portfolioDir,
    log,
    get url() {
      return `http://127.0.0.1:${bot.port}`;
    },
    async editPortfolio(file, from, to) {
      const path = join(portfolioDir, file);
      const before = await readFile(path, "utf8");
      const after = before.replace(from, to);
      if (after === before) throw new Error(`${file} does not contain ${from}`);
      await writeFile(path, after);
    },
    async requestPreview(report = "cto", user = "U02MEMBER") {
      const known = new Set(slack.messages("reports").map(({ ts }) => ts));
      const isNew = (message: SlackMessage) =>
        !known.has(message.ts) && shown(message).includes("Approve\n");
      await slack.as(user).command("/exec-report", report, { channel: "reports" });
      return await slack.waitFor(() => slack.messages("reports").find(isNew), "the preview");
    },
    current: (preview) => slack.messages(preview.channel).find(({ ts }) => ts === preview.ts),
    waitForText: (channel, text) =>
      slack.waitFor(() => find(slack.messages(channel), text), `"${text}" in ${channel}`),
    waitForWhisper: (user, text) =>
      slack.waitFor(
        () => find([...slack.ephemerals(user), ...slack.dms(user)], text),
        `"${text}" for ${user}`,
      ),
    mails: () =>
      Promise.all(ses.taken.map(({ raw = "", destinations }) => parse(raw, destinations))),
    async items(prefix) {
      const items = await table.scan();
      return items.filter((item) => String(item["task_id"]).startsWith(prefix));
    },
    async restart(changes = {}) {
      config = parseConfig({ ...environment, ...changes });
      await bot.stop();
      bot = await start();
    },
    async withAnother(work) {
      const first = slack.requestUrl;
      const another = await start();
      const second = slack.requestUrl;
      try {
        await work((process) => {
          slack.requestUrl = process === "first" ? first : second;
        });
      } finally {
        await another.stop();
        slack.requestUrl = first;
      }
    },
    async stop() {
      await bot.stop();
      await Promise.all([slack.close(), ses.stop(), database.stop()]);
      await table.stop();
      await rm(portfolioDir, { recursive: true, force: true });
    },
  };
}

async function declareSchedules(file: string, schedules: Readonly<Record<string, unknown>>) {
  const text = await readFile(file, "utf8");
  // All other lines stay as they are written: tests replace text in them.
  const others = text.replace(/^schedules:.*\n(?:[ \t]+.*\n)*/mu, "");
  await writeFile(file, `${others}\nschedules: ${JSON.stringify(schedules)}\n`);
}

async function leaveOutPrints(file: string) {
  const text = await readFile(file, "utf8");
  const others = text.replaceAll(/^( +attachments:) \[(?:pdf|xlsx|, )+\]/gmu, "$1 []");
  if (others === text) throw new Error(`${file} has no attachments to leave out`);
  await writeFile(file, others);
}

async function parse(raw: string, destinations: readonly string[]): Promise<TestMail> {
  // Pictures stay what they are called, as a mail client finds them.
  const mail = await simpleParser(raw, { skipImageLinks: true });
  const to = Array.isArray(mail.to) ? mail.to[0] : mail.to;
  return {
    to: to?.text ?? "",
    destinations,
    subject: mail.subject ?? "",
    html: mail.html || "",
    text: mail.text ?? "",
    attachments: mail.attachments,
    headers: raw.slice(0, raw.search(/\r?\n\r?\n/)).replaceAll(/\r?\n[ \t]/g, " "),
    raw,
  };
}
