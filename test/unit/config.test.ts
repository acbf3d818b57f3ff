import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ENVIRONMENT_VARIABLES, parseConfig } from "../../src/config.ts";
import { ConfigError } from "../../src/errors.ts";

const complete = {
  SLACK_BOT_TOKEN: "xoxb-1",
  SLACK_SIGNING_SECRET: "secret",
  AWS_REGION: "eu-central-1",
  DYNAMODB_TABLE: "exec-report",
  SES_FROM_ADDRESS: "Exec Report <reports@example.com>",
  RECIPIENT_HASH_KEY: Buffer.alloc(32, 7).toString("base64"),
  DATA_KEY: Buffer.alloc(32, 4).toString("base64"),
};

const messageFor = (env: Record<string, string>) => {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "";
};

describe("parseConfig", () => {
  it("names every missing variable at once, with where to get it", () => {
    const message = messageFor({});
    for (const name of [...Object.keys(complete), "SLACK_APP_TOKEN"])
      expect(message).toContain(name);
    expect(message).toContain("api.slack.com/apps");
    expect(message).toContain("openssl rand -base64 32");
    expect(message).toContain("7 variables");
  });

  it.each([
    ["SLACK_BOT_TOKEN", "xoxp-user", "does not start with xoxb-"],
    ["SLACK_APP_TOKEN", "xoxb-1", "does not start with xapp-"],
    ["SLACK_API_URL", "slack", "is not an http(s) URL"],
    ["PORT", "http", "is not a number"],
    ["PORT", "65536", "is not a port"],
    ["PORT", "-1", "is not a port"],
    ["PORT", "3.5", "is not a port"],
    ["SES_FROM_ADDRESS", "r@example.com>", "is not an e-mail address"],
    ["SES_FROM_ADDRESS", "<r@example.com", "is not an e-mail address"],
    ["SES_FROM_ADDRESS", "j\u00f6rg@example.com", "is not an e-mail address"],
    ["BCC_ADDRESS", "a b@example.com", "is not an e-mail address"],
    ["PUBLIC_URL", "ftp://example.com", "is not an http(s) URL"],
    ["SLACK_PICTURES", "file", "is not upload, link or none"],
    ["SLACK_PICTURES", "Upload", "is not upload, link or none"],
    ["DYNAMODB_TABLE", "a b", "is not a table name"],
    ["SES_FROM_ADDRESS", "reports", "is not an e-mail address"],
    ["SES_FROM_ADDRESS", "a@example.com\nBcc: b@example.com", "is not an e-mail address"],
    ["BCC_ADDRESS", "a@b", "is not an e-mail address"],
    ["RECIPIENT_EMAIL", "a@example.com, b@example.com", "is not an e-mail address"],
    ["SES_SHARE", "most", "is not a number"],
    ["SES_SHARE", "0", "is not above 0"],
    ["SES_SHARE", "1.01", "is more than 1"],
    ["RECIPIENT_HASH_KEY", Buffer.alloc(31).toString("base64"), "is shorter than 32 bytes"],
    ["RECIPIENT_HASH_KEY_PREVIOUS", "c2hvcnQ=", "is shorter than 32 bytes"],
    ["DATA_KEY", Buffer.alloc(31).toString("base64"), "is not 32 bytes in base64"],
    ["DATA_KEY", Buffer.alloc(33).toString("base64"), "is not 32 bytes in base64"],
    ["DATA_KEY", Buffer.alloc(32).toString("hex"), "is not 32 bytes in base64"],
    ["DATA_KEY_PREVIOUS", "c2hvcnQ=", "is not 32 bytes in base64"],
    ["LOG_LEVEL", "loud", "is not a log level"],
  ])("refuses %s=%s", (name, value, problem) => {
    const message = messageFor({ ...complete, [name]: value });
    expect(message).toContain(`${name} ${problem}`);
    expect(message).toContain("1 variable to set");
  });

  it("takes Socket Mode where there is an app-level token, else HTTP", () => {
    expect(parseConfig(complete).slack).toMatchObject({ mode: "http", signingSecret: "secret" });
    const socket = parseConfig({ ...complete, SLACK_APP_TOKEN: "xapp-1" });
    expect(socket.slack).toMatchObject({ mode: "socket", appToken: "xapp-1" });
  });

  it("uploads pictures unless told otherwise", () => {
    expect(parseConfig(complete).pictures).toBe("upload");
    expect(parseConfig({ ...complete, SLACK_PICTURES: "none" }).pictures).toBe("none");
  });

  it("links to pictures only where Slack can fetch them, and names what is missing for it", () => {
    const link = { ...complete, SLACK_PICTURES: "link" };
    const publicUrl = "https://reports.example.com";
    expect(parseConfig({ ...link, PUBLIC_URL: publicUrl }).pictures).toBe("link");
    const message = messageFor(link);
    expect(message).toContain("1 variable to set");
    expect(message).toContain("PUBLIC_URL is missing, and SLACK_PICTURES=link needs it");
  });

  it("says what is wrong with PUBLIC_URL rather than that it is missing", () => {
    const message = messageFor({ ...complete, SLACK_PICTURES: "link", PUBLIC_URL: "reports" });
    expect(message).toContain("PUBLIC_URL is not an http(s) URL");
  });

  it("names what pictures need beside whatever else is wrong", () => {
    const message = messageFor({ ...complete, SLACK_PICTURES: "link", PORT: "http" });
    expect(message).toContain("PORT is not a number");
    expect(message).toContain("PUBLIC_URL is missing");
    expect(message).toContain("2 variables");
  });

  it("fills in what may be left out; an empty value counts as absent", () => {
    const config = parseConfig({ ...complete, SES_REGION: "", PORT: " ", LOG_LEVEL: "" });
    expect(config).toMatchObject({ port: 3000, portfolioDir: "portfolio", logLevel: "info" });
    expect(config.aws.sesRegion).toBe("eu-central-1");
    expect(config.mail).toEqual({ from: complete.SES_FROM_ADDRESS });
  });

  it("takes the ARN of an SNS topic for SES's events, and nothing else", () => {
    const arn = "arn:aws:sns:eu-central-1:123456789012:ses-events";
    const parse = (SES_EVENTS_TOPIC_ARN: string) =>
      parseConfig({ ...complete, SES_EVENTS_TOPIC_ARN }).aws.eventsTopicArn;
    expect(parse(arn)).toBe(arn);
    expect(parse("arn:aws-cn:sns:cn-north-1:123456789012:a")).toMatch(/^arn:aws-cn/);
    expect(parse("")).toBeUndefined();
    // A topic that keeps an order takes no HTTP subscriptions.
    for (const wrong of [`${arn}.fifo`, "ses-events", arn.replace("sns", "sqs")]) {
      expect(messageFor({ ...complete, SES_EVENTS_TOPIC_ARN: wrong })).toContain(
        "SES_EVENTS_TOPIC_ARN is not the ARN of an SNS topic",
      );
    }
  });

  it("cannot be changed afterwards", () => {
    const config = parseConfig(complete);
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.aws)).toBe(true);
    expect(Object.isFrozen(config.slack)).toBe(true);
  });

  it("reads exactly the variables that .env.example explains", () => {
    const example = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
    const listed = [...example.matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
    const ofTheSdk = ["AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_SES"];
    expect(listed.toSorted()).toEqual([...ENVIRONMENT_VARIABLES, ...ofTheSdk].toSorted());
  });
});
