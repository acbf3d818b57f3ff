import { resolve } from "node:path";
import { z } from "zod";
import { ConfigError } from "../src/errors.ts";
import { TOPIC } from "./sns.ts";

/** The people and channels of the demo's Slack. What each may do stands in `portfolio/settings.yml`. */
export const WORKSPACE = {
  teamId: "T01DEMO",
  botToken: "xoxb-demo-token",
  appToken: "xapp-demo-token",
  signingSecret: "demo-signing-secret",
  botUserId: "U0BOT",
  people: [
    { id: "U01ADMIN", name: "admin", real_name: "Admin (may approve)" },
    { id: "U02MEMBER", name: "member", real_name: "Member (may ask)" },
    { id: "U03GUEST", name: "guest", real_name: "Guest (may do neither)" },
  ],
  channels: [
    { id: "C01REPORTS", name: "reports" },
    { id: "C02GENERAL", name: "general" },
  ],
} as const;

/** Where the parts of the demo listen, and where it keeps its data. */
export interface DemoSettings {
  readonly botPort: number;
  readonly slackPort: number;
  readonly sesPort: number;
  readonly dynamoDbPort: number;
  /** Absolute. */
  readonly dataDir: string;
  readonly portfolioDir: string;
  readonly logLevel: string;
  /** How the local Slack reaches the bot: signed HTTP requests, or a socket that the bot opens. */
  readonly slackMode: "events" | "socket";
  /** The script of npm, where npm runs the demo. Beside it stands the one that fetches programs. */
  readonly npmScript?: string;
}

/** Each part and the variable that moves its port. */
export const PORT_VARIABLES = {
  botPort: "PORT",
  slackPort: "DEMO_SLACK_PORT",
  sesPort: "DEMO_SES_PORT",
  dynamoDbPort: "DEMO_DYNAMODB_PORT",
} as const satisfies Partial<Record<keyof DemoSettings, string>>;

const port = (standard: number) =>
  z.coerce
    .number("is not a number")
    .int("is not a port")
    .min(1, "is not a port")
    .max(65535, "is not a port")
    .default(standard);

const schema = z.object({
  PORT: port(3000),
  DEMO_SLACK_PORT: port(3001),
  DEMO_SES_PORT: port(3002),
  DEMO_DYNAMODB_PORT: port(3003),
  DEMO_DATA_DIR: z.string().default(".demo"),
  PORTFOLIO_DIR: z.string().default("portfolio"),
  LOG_LEVEL: z.string().default("warn"),
  DEMO_SLACK_MODE: z.enum(["events", "socket"], "is neither events nor socket").default("events"),
  npm_execpath: z.string().exactOptional(),
});

/** @throws ConfigError naming every variable that is wrong. */
export function parseDemoSettings(env: Readonly<Record<string, string | undefined>>): DemoSettings {
  const present = Object.entries(env).filter(([, value]) => value !== undefined && value !== "");
  const parsed = schema.safeParse(Object.fromEntries(present));
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    throw new ConfigError(`The demo cannot start: ${faults.join("; ")}.`);
  }
  const settings = parsed.data;
  return {
    botPort: settings.PORT,
    slackPort: settings.DEMO_SLACK_PORT,
    sesPort: settings.DEMO_SES_PORT,
    dynamoDbPort: settings.DEMO_DYNAMODB_PORT,
    dataDir: resolve(settings.DEMO_DATA_DIR),
    portfolioDir: resolve(settings.PORTFOLIO_DIR),
    logLevel: settings.LOG_LEVEL,
    slackMode: settings.DEMO_SLACK_MODE,
    ...(settings.npm_execpath !== undefined && { npmScript: settings.npm_execpath }),
  };
}

/** The bot's own environment, pointing at the demo's engines. The same variables as in production. */
export function botEnvironment(settings: DemoSettings): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: WORKSPACE.botToken,
    SLACK_SIGNING_SECRET: WORKSPACE.signingSecret,
    ...(settings.slackMode === "socket" && { SLACK_APP_TOKEN: WORKSPACE.appToken }),
    SLACK_API_URL: `http://localhost:${settings.slackPort}/api/`,
    PORT: String(settings.botPort),
    // The local Slack shows pictures by their address, and none that were uploaded.
    SLACK_PICTURES: "link",
    PUBLIC_URL: `http://localhost:${settings.botPort}`,
    DYNAMODB_TABLE: "exec-report-demo",
    SES_FROM_ADDRESS: "Exec Report <reports@example.com>",
    BCC_ADDRESS: "audit@example.com",
    SES_CONFIGURATION_SET: "exec-report",
    SES_EVENTS_TOPIC_ARN: TOPIC,
    PORTFOLIO_DIR: settings.portfolioDir,
    // Not secrets: they guard nothing but made-up people on this machine, and have to outlive a restart.
    RECIPIENT_HASH_KEY: Buffer.alloc(32, "exec-report-demo").toString("base64"),
    DATA_KEY: Buffer.alloc(32, "exec-report-data").toString("base64"),
    LOG_LEVEL: settings.logLevel,
    ...awsEnvironment(settings),
  };
}

/** What the AWS SDK reads by itself. */
export function awsEnvironment(settings: DemoSettings): Record<string, string> {
  return {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "demo",
    AWS_SECRET_ACCESS_KEY: "demo",
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${settings.dynamoDbPort}`,
    AWS_ENDPOINT_URL_SES: `http://127.0.0.1:${settings.sesPort}`,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
}

/** Variables of the SDK that would lead past the demo's engines to somebody's real account. */
export const AWS_VARIABLES_TO_FORGET = [
  "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  "AWS_ENDPOINT_URL",
  "AWS_PROFILE",
  "AWS_SESSION_TOKEN",
  "AWS_DEFAULTS_MODE",
] as const;
