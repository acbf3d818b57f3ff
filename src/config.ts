import { z } from "zod";
import { ConfigError } from "./errors.ts";
import { LOG_LEVELS, type LogLevel } from "./log.ts";

/** How Slack reaches the bot. */
export type SlackConfig = {
  readonly botToken: string;
  /** Base URL of the Web API, with a trailing slash; Slack's own when absent. */
  readonly apiUrl?: string;
} & (
  | { readonly mode: "socket"; readonly appToken: string }
  | { readonly mode: "http"; readonly signingSecret: string }
);

/**
 * How charts get into Slack: as files that are uploaded, as links from which Slack fetches them, or not at all.
 */
export const PICTURE_WAYS = ["upload", "link", "none"] as const;
export type PictureWay = (typeof PICTURE_WAYS)[number];

/** Everything the environment decides. Frozen; business settings live in the portfolio. */
export interface Config {
  readonly slack: SlackConfig;
  /** `link` only together with `publicUrl`. */
  readonly pictures: PictureWay;
  readonly port: number;
  readonly publicUrl?: string;
  readonly aws: {
    readonly region: string;
    readonly sesRegion: string;
    readonly table: string;
    readonly configurationSet?: string;
    /** The SNS topic that SES's events come through; without it none are taken. */
    readonly eventsTopicArn?: string;
    /** How much of the account's sending rate and daily quota the bot uses, above 0 up to 1. */
    readonly sesShare: number;
  };
  readonly mail: {
    /** RFC 5322 mailbox, e.g. `Exec Report <reports@example.com>`. */
    readonly from: string;
    /** One copy of every dispatch goes here. */
    readonly auditAddress?: string;
    /** Audience of last resort: gets the reports for which the portfolio names nobody. */
    readonly fallbackRecipient?: string;
  };
  readonly portfolioDir: string;
  /** At least 32 bytes. */
  readonly recipientHashKey: Uint8Array;
  /** The key before; what was recorded under it is still found. */
  readonly recipientHashKeyPrevious?: Uint8Array;
  /** 32 bytes. Addresses stand in the table sealed under it. */
  readonly dataKey: Uint8Array;
  /** The key before; what was sealed under it can still be opened. */
  readonly dataKeyPrevious?: Uint8Array;
  readonly logLevel: LogLevel;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where to get a variable. Shown when it is missing or malformed. */
const WHERE: Readonly<Record<string, string>> = {
  SLACK_BOT_TOKEN:
    "api.slack.com/apps › your app › OAuth & Permissions › Bot User OAuth Token (xoxb-…)",
  SLACK_SIGNING_SECRET:
    "api.slack.com/apps › your app › Basic Information › Signing Secret; or set SLACK_APP_TOKEN for Socket Mode",
  SLACK_APP_TOKEN:
    "api.slack.com/apps › your app › Basic Information › App-Level Tokens, scope connections:write (xapp-…)",
  SLACK_API_URL: "leave it out for Slack itself; a URL for a local Slack",
  SLACK_PICTURES:
    "how charts get into Slack: upload (the default), link (Slack fetches them under PUBLIC_URL) or none",
  PORT: "a free port, 3000 by default",
  PUBLIC_URL:
    "the https address under which the bot is reachable from outside; leave it out if there is none",
  AWS_REGION: "the AWS region of the table, e.g. us-east-1",
  SES_REGION: "the AWS region of the sender identity; AWS_REGION by default",
  DYNAMODB_TABLE: "any name; make the table with `npm run doctor -- --create-table`",
  SES_FROM_ADDRESS: "a sender that Amazon SES has verified, e.g. Exec Report <reports@example.com>",
  BCC_ADDRESS: "the mailbox that keeps a copy of every dispatch; leave it out if there is none",
  RECIPIENT_EMAIL:
    "who gets a report for which settings.yml names nobody; leave it out if nobody should",
  SES_CONFIGURATION_SET: "Amazon SES › Configuration sets; leave it out if there is none",
  SES_EVENTS_TOPIC_ARN:
    "the ARN of the standard SNS topic to which the configuration set publishes, arn:aws:sns:…; leave it out if there is none",
  SES_SHARE:
    "how much of the account's sending rate and daily quota the bot uses, e.g. 0.5 for half; 0.9 by default",
  PORTFOLIO_DIR: "the folder that holds settings.yml, ./portfolio by default",
  RECIPIENT_HASH_KEY:
    "make one with `openssl rand -base64 32`, and keep it: it ties records to recipients",
  RECIPIENT_HASH_KEY_PREVIOUS:
    "the RECIPIENT_HASH_KEY before this one; leave it out if there was none",
  DATA_KEY:
    "make one with `openssl rand -base64 32`, and keep it: the addresses of drafts are sealed under it",
  DATA_KEY_PREVIOUS: "the DATA_KEY before this one; leave it out if there was none",
  LOG_LEVEL: `one of ${LOG_LEVELS.join(", ")}; info by default`,
};

const required = z.string("is missing").trim().min(1, "is missing");
/** `address` or `Name <address>`. SES takes no local part beyond ASCII (RFC 6532 is not supported). */
const ADDRESS = String.raw`[\w.!#$%&'*+/=?^{|}~-]+@[^\s<>@,;:"\\()]+\.[^\s<>@,;:"\\()]+`;
const MAILBOX = new RegExp(`^(?:${ADDRESS}|[^<>\\r\\n]*<${ADDRESS}>)$`, "u");
const mailbox = (text: z.ZodString) => text.regex(MAILBOX, "is not an e-mail address");
const TOPIC_ARN = /^arn:aws(?:-[a-z-]+)?:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/;
const url = z.url({ protocol: /^https?$/, error: "is not an http(s) URL" });

const hashKey = required
  .transform((text) => Buffer.from(text, "base64"))
  .refine((key) => key.length >= 32, "is shorter than 32 bytes of base64");

const dataKey = required
  .transform((text) => Buffer.from(text, "base64"))
  .refine((key) => key.length === 32, "is not 32 bytes in base64");

const schema = z
  .object({
    SLACK_BOT_TOKEN: required.startsWith("xoxb-", "does not start with xoxb-"),
    SLACK_SIGNING_SECRET: required.optional(),
    SLACK_APP_TOKEN: required.startsWith("xapp-", "does not start with xapp-").optional(),
    SLACK_API_URL: url.optional(),
    SLACK_PICTURES: z.enum(PICTURE_WAYS, "is not upload, link or none").default("upload"),
    PORT: z.coerce
      .number("is not a number")
      .int("is not a port")
      .min(0, "is not a port")
      .max(65535, "is not a port")
      .default(3000),
    PUBLIC_URL: url.optional(),
    AWS_REGION: required,
    SES_REGION: required.optional(),
    DYNAMODB_TABLE: required.regex(/^[\w.-]{3,255}$/, "is not a table name"),
    SES_FROM_ADDRESS: mailbox(required),
    BCC_ADDRESS: mailbox(required).optional(),
    RECIPIENT_EMAIL: mailbox(required).optional(),
    SES_CONFIGURATION_SET: required.optional(),
    SES_EVENTS_TOPIC_ARN: required.regex(TOPIC_ARN, "is not the ARN of an SNS topic").optional(),
    SES_SHARE: z.coerce
      .number("is not a number")
      .gt(0, "is not above 0")
      .max(1, "is more than 1, which is all there is")
      .default(0.9),
    PORTFOLIO_DIR: required.default("portfolio"),
    RECIPIENT_HASH_KEY: hashKey,
    RECIPIENT_HASH_KEY_PREVIOUS: hashKey.optional(),
    DATA_KEY: dataKey,
    DATA_KEY_PREVIOUS: dataKey.optional(),
    LOG_LEVEL: z.enum(LOG_LEVELS, "is not a log level").default("info"),
  })
  .superRefine((env, context) => {
    for (const [name, message] of missingBeside(env)) {
      context.addIssue({ code: "custom", path: [name], message });
    }
  });

/** Variables that are needed or not by what others say. */
type Related = Readonly<
  Partial<
    Record<
      "SLACK_APP_TOKEN" | "SLACK_SIGNING_SECRET" | "SLACK_PICTURES" | "PUBLIC_URL",
      string | undefined
    >
  >
>;

/** What is missing only because of what the others say. */
function missingBeside(env: Related): ReadonlyMap<string, string> {
  const missing = new Map<string, string>();
  if (env.SLACK_APP_TOKEN === undefined && env.SLACK_SIGNING_SECRET === undefined) {
    missing.set("SLACK_SIGNING_SECRET", "is missing");
  }
  if (env.SLACK_PICTURES === "link" && env.PUBLIC_URL === undefined) {
    missing.set("PUBLIC_URL", "is missing, and SLACK_PICTURES=link needs it");
  }
  return missing;
}

/**
 * Reads the environment.
 *
 * @param env Usually `process.env`. Empty values count as absent.
 * @throws ConfigError naming every missing or malformed variable and where to get it.
 */
export function parseConfig(env: Environment): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = schema.safeParse(present);
  if (!parsed.success) throw new ConfigError(describeFaults(parsed.error, present));
  return deepFreeze(toConfig(parsed.data));
}

/** Keys of the environment this product reads, for `.env.example` and its test. */
export const ENVIRONMENT_VARIABLES: readonly string[] = Object.keys(WHERE);

function describeFaults(error: z.ZodError, present: Environment): string {
  // zod skips refinements of the whole object while single fields are wrong; name these regardless.
  const problems = new Map(missingBeside(present));
  for (const issue of error.issues) {
    const name = String(issue.path[0]);
    if (!problems.has(name)) problems.set(name, issue.message);
  }
  const lines = Object.keys(WHERE)
    .filter((name) => problems.has(name))
    .map((name) => `  ${name} ${problems.get(name)}\n      ${WHERE[name]}`);
  const count = lines.length === 1 ? "1 variable" : `${lines.length} variables`;
  return [
    `The environment is not complete: ${count} to set, in .env or in the process's environment.`,
    ...lines,
    "All variables are explained in .env.example.",
  ].join("\n");
}

function toConfig(env: z.infer<typeof schema>): Config {
  return {
    slack: toSlackConfig(env),
    pictures: env.SLACK_PICTURES,
    port: env.PORT,
    ...optional("publicUrl", env.PUBLIC_URL),
    aws: {
      region: env.AWS_REGION,
      sesRegion: env.SES_REGION ?? env.AWS_REGION,
      table: env.DYNAMODB_TABLE,
      ...optional("configurationSet", env.SES_CONFIGURATION_SET),
      ...optional("eventsTopicArn", env.SES_EVENTS_TOPIC_ARN),
      sesShare: env.SES_SHARE,
    },
    mail: {
      from: env.SES_FROM_ADDRESS,
      ...optional("auditAddress", env.BCC_ADDRESS),
      ...optional("fallbackRecipient", env.RECIPIENT_EMAIL),
    },
    portfolioDir: env.PORTFOLIO_DIR,
    recipientHashKey: env.RECIPIENT_HASH_KEY,
    ...optional("recipientHashKeyPrevious", env.RECIPIENT_HASH_KEY_PREVIOUS),
    dataKey: env.DATA_KEY,
    ...optional("dataKeyPrevious", env.DATA_KEY_PREVIOUS),
    logLevel: env.LOG_LEVEL,
  };
}

function toSlackConfig(env: z.infer<typeof schema>): SlackConfig {
  const base = {
    botToken: env.SLACK_BOT_TOKEN,
    ...optional("apiUrl", env.SLACK_API_URL?.replace(/\/*$/, "/")),
  };
  return env.SLACK_APP_TOKEN === undefined
    ? { ...base, mode: "http", signingSecret: env.SLACK_SIGNING_SECRET ?? "" }
    : { ...base, mode: "socket", appToken: env.SLACK_APP_TOKEN };
}

/** `{ key: value }`, or nothing where there is no value. */
function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}

function deepFreeze<T extends object>(object: T): T {
  for (const value of Object.values(object)) {
    // A view on bytes cannot be frozen; nothing writes to the key.
    if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value))
      deepFreeze(value);
  }
  return Object.freeze(object);
}
