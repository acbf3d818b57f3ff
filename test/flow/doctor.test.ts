import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { listenOn, stopServer } from "../../demo/listen.ts";
import { type SesEndpoint, startSes } from "../../demo/ses-front.ts";
import { doctor } from "../../src/cli/doctor.ts";
import { inspectTable } from "../../src/store/table.ts";
import { type AccountFront, startAccountFront } from "../support/account-front.ts";
import { createFakeSlack, type FakeSlack } from "../support/fake-slack/fake-slack.ts";
import { startTestTable, type TestTable } from "../support/store.ts";

/** `npm run doctor` against a Slack, a DynamoDB and an SES that can each be out of order. */
let slack: FakeSlack;
let ses: SesEndpoint;
let table: TestTable;
let portfolioDir: string;
let env: Record<string, string>;

/** What manifest.yml asks for. */
const GRANTED = [
  "commands",
  "chat:write",
  "files:write",
  "files:read",
  "users:read",
  "usergroups:read",
];

const startSlack = (scopes: readonly string[]) =>
  createFakeSlack({
    botToken: "xoxb-test",
    signingSecret: "secret",
    teamId: "T01DEMO",
    scopes,
    channels: [],
    users: ["U01ADMIN", "U02MEMBER"].map((id) => ({ id, name: id.toLowerCase() })),
  });

beforeEach(async () => {
  [slack, ses, table] = await Promise.all([
    startSlack(GRANTED),
    startSes({ port: 0 }),
    startTestTable(),
  ]);
  await ses.clear();
  portfolioDir = await mkdtemp(join(tmpdir(), "portfolio-"));
  await cp("portfolio", portfolioDir, { recursive: true });
  await edit("settings.yml", "reporting_date: 2026-10-31\n", "");
  // The AWS SDK finds its endpoints here, as in production.
  process.env["AWS_ENDPOINT_URL_SES"] = ses.url;
  process.env["AWS_ENDPOINT_URL_DYNAMODB"] = table.endpoint;
  env = {
    SLACK_BOT_TOKEN: "xoxb-test",
    SLACK_SIGNING_SECRET: "secret",
    SLACK_API_URL: slack.apiUrl,
    AWS_REGION: "us-east-1",
    DYNAMODB_TABLE: table.name,
    SES_FROM_ADDRESS: "Exec Report <reports@example.com>",
    PORTFOLIO_DIR: portfolioDir,
    RECIPIENT_HASH_KEY: Buffer.alloc(32, 3).toString("base64"),
    DATA_KEY: Buffer.alloc(32, 4).toString("base64"),
  };
});
afterEach(async () => {
  await Promise.all([slack.close(), ses.stop(), table.stop()]);
  await rm(portfolioDir, { recursive: true, force: true });
});

/** The exit code, and what was printed. */
async function ask({ createTable = false } = {}): Promise<{ code: number; lines: string[] }> {
  const print = vi.spyOn(console, "log").mockImplementation(() => undefined);
  try {
    const code = await doctor(env, { createTable });
    return { code, lines: print.mock.calls.flatMap(([text]) => String(text).split("\n")) };
  } finally {
    print.mockRestore();
  }
}

/** Asks, and expects this one line to be what is wrong, with what mends it below. */
async function expectBad(line: string | RegExp, mend: string | RegExp): Promise<string[]> {
  const { code, lines } = await ask();
  const wrong = lines.filter((it) => it.startsWith("✗"));
  expect(wrong).toEqual([expect.stringMatching(line)]);
  expect(lines[lines.indexOf(wrong[0] ?? "") + 1]).toEqual(expect.stringMatching(mend));
  expect(lines.at(-1)).toBe("Not ready yet: mend the lines marked ✗.");
  expect(code).toBe(1);
  return lines;
}

/** Asks, and expects a warning that stops nothing. */
async function expectWarning(line: string | RegExp, mend: string | RegExp): Promise<void> {
  const { code, lines } = await ask();
  const warnings = lines.filter((it) => it.startsWith("!"));
  expect(warnings).toEqual([expect.stringMatching(line)]);
  expect(lines[lines.indexOf(warnings[0] ?? "") + 1]).toEqual(expect.stringMatching(mend));
  expect(code).toBe(0);
}

async function edit(file: string, from: string, to: string): Promise<void> {
  const path = join(portfolioDir, file);
  const before = await readFile(path, "utf8");
  expect(before).toContain(from);
  await writeFile(path, before.replace(from, to));
}

describe("the doctor", () => {
  it("finds nothing wrong where nothing is", async () => {
    expect(await ask()).toEqual({
      code: 0,
      lines: [
        "✓ Environment: every variable is set",
        "✓ Portfolio: Harbor Portfolio, 7 entities, valid",
        "✓ Charts: this machine draws them",
        "✓ Slack token: execreport in example",
        "✓ Slack scopes: commands, chat:write, files:write, files:read, users:read, usergroups:read",
        "✓ Approvals: 8 of 8 reports have who approves them",
        `✓ DynamoDB: table "${table.name}" in us-east-1, keys as needed`,
        "✓ SES sender: reports@example.com is verified in us-east-1",
        "✓ SES signature: mails are DKIM-signed for example.com",
        "✓ SES quota: 0 of 50000 sent in the last 24 hours, 14 a second",
        "",
        "Ready: npm start",
      ],
    });
  });

  it("names every variable that is missing and asks nobody else", async () => {
    env = { PORTFOLIO_DIR: portfolioDir };
    const { code, lines } = await ask();
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/^✗ Environment: .*7 variables/);
    expect(lines).toContain("  SLACK_BOT_TOKEN is missing");
    expect(lines).toContain("  RECIPIENT_HASH_KEY is missing");
    expect(lines.filter((line) => /Slack token|DynamoDB|SES sender/.test(line))).toEqual([]);
    expect(slack.calls).toEqual([]);
  });

  it("goes on after a fault, so that all are seen at once", async () => {
    env["SLACK_BOT_TOKEN"] = "xoxb-wrong";
    ses.account.identities.set("reports@example.com", "Pending").set("example.com", "NotStarted");
    await table.drop();
    const { code, lines } = await ask();
    const wrong = lines.filter((line) => line.startsWith("✗"));
    expect(wrong.map((line) => line.split(":")[0])).toEqual([
      "✗ Slack token",
      "✗ DynamoDB",
      "✗ SES sender",
    ]);
    expect(code).toBe(1);
  });
});

describe("the doctor on Slack", () => {
  it("says that a token is not accepted", async () => {
    env["SLACK_BOT_TOKEN"] = "xoxb-wrong";
    await expectBad(/^✗ Slack token: .*invalid_auth/, /does not accept the bot's token/);
  });

  it("says that Slack cannot be reached", async () => {
    env["SLACK_API_URL"] = "http://127.0.0.1:9/";
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    await expectBad(/^✗ Slack token: /, /Slack did not answer/);
    expect(warn, "chatter of Slack's library").not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it("names a scope of the manifest that the installation lacks", async () => {
    await slack.close();
    slack = await startSlack(GRANTED.filter((scope) => scope !== "chat:write"));
    env["SLACK_API_URL"] = slack.apiUrl;
    await expectBad(/^✗ Slack scopes: missing chat:write$/, /manifest\.yml and reinstall/);
  });

  it("warns of a scope that nothing needs", async () => {
    await slack.close();
    slack = await startSlack([...GRANTED, "channels:read"]);
    env["SLACK_API_URL"] = slack.apiUrl;
    await expectWarning(/^! Slack scopes: more than needed: channels:read$/, /reinstall/);
  });

  describe("in Socket Mode", () => {
    let front: Server;
    beforeEach(async () => {
      front = createServer((request, response) => void answerAsFront(request, response));
      env["SLACK_API_URL"] = `${await listenOn(front, 0)}/api/`;
      env["SLACK_APP_TOKEN"] = "xapp-test";
    });
    afterEach(() => stopServer(front));

    /** Opens sockets for the app-level token; leaves everything else to the workspace behind it. */
    async function answerAsFront(request: IncomingMessage, response: ServerResponse) {
      const { authorization = "" } = request.headers;
      response.setHeader("content-type", "application/json");
      if (request.url === "/api/apps.connections.open") {
        const known = authorization === "Bearer xapp-test";
        const answer = known ? { ok: true, url: "wss://s" } : { ok: false, error: "invalid_auth" };
        response.end(JSON.stringify(answer));
        return;
      }
      const method = (request.url ?? "").replace(/^\/api\//, "");
      const headers = {
        authorization,
        "content-type": request.headers["content-type"] ?? "application/x-www-form-urlencoded",
      };
      const body = await text(request);
      const behind = await fetch(slack.apiUrl + method, { method: "POST", headers, body });
      response.setHeader("x-oauth-scopes", behind.headers.get("x-oauth-scopes") ?? "");
      response.end(await behind.text());
    }

    it("tries the app-level token as well", async () => {
      const { code, lines } = await ask();
      expect(lines).toContain("✓ Slack Socket Mode: the app-level token opens a connection");
      expect(code).toBe(0);
    });

    it("says that the app-level token is not accepted", async () => {
      env["SLACK_APP_TOKEN"] = "xapp-wrong";
      const lines = await expectBad(/^✗ Slack Socket Mode: .*invalid_auth/, /connections:write/);
      expect(lines).toContain("✓ Slack token: execreport in example");
    });
  });
});

describe("the doctor on DynamoDB", () => {
  it("says that the table is missing, and makes it when asked to", async () => {
    env["DYNAMODB_TABLE"] = "exec-report-new";
    await expectBad(/^✗ DynamoDB: there is no table "exec-report-new"/, /--create-table/);
    const made = await ask({ createTable: true });
    expect(made.lines).toContain('✓ DynamoDB: made the table "exec-report-new" in us-east-1');
    expect(made.code).toBe(0);
    expect(await inspectTable(table.client, "exec-report-new")).toEqual([]);
    const again = await ask({ createTable: true });
    expect(again.lines).toContain(
      '✓ DynamoDB: table "exec-report-new" in us-east-1, keys as needed',
    );
  });

  it("says in which way somebody else's table is not ours, and does not touch it", async () => {
    env["DYNAMODB_TABLE"] = "orders";
    await table.client.send(
      new CreateTableCommand({
        TableName: "orders",
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      }),
    );
    const { code, lines } = await ask({ createTable: true });
    expect(lines.filter((line) => line.startsWith("✗"))).toEqual([
      '✗ DynamoDB: table "orders": its keys are id (HASH), needed are dashboard_id (HASH), task_id (RANGE)',
      '✗ DynamoDB: table "orders": it has no index "due" (due_queue (HASH), due_at (RANGE))',
    ]);
    expect(lines.join("\n")).toContain("Set DYNAMODB_TABLE to a new name");
    expect(code).toBe(1);
    expect(await inspectTable(table.client, "orders")).toHaveLength(2);
  });

  describe("in an account of AWS", () => {
    let account: AccountFront;
    beforeEach(async () => {
      account = await startAccountFront(table.endpoint);
      process.env["AWS_ENDPOINT_URL_DYNAMODB"] = account.url;
    });
    afterEach(() => account.stop());

    it("says that nothing is ever deleted, and how to change that", async () => {
      const command = `aws dynamodb update-time-to-live --table-name ${table.name} --region us-east-1 --time-to-live-specification Enabled=true,AttributeName=expires_at`;
      await expectBad(
        /^✗ DynamoDB expiry: expiry by expires_at is off \(DISABLED\), so that nothing is ever deleted$/,
        command,
      );
      const mended = await ask({ createTable: true });
      expect(mended.lines).toContain(
        "✓ DynamoDB expiry: what has expired is deleted, by expires_at",
      );
      expect(mended.code).toBe(0);
      expect((await ask()).code).toBe(0);
    });

    it("says that another attribute decides what is deleted", async () => {
      account.expiry.set(table.name, { TimeToLiveStatus: "ENABLED", AttributeName: "ttl" });
      await expectBad(
        /^✗ DynamoDB expiry: expiry goes by ttl instead of expires_at/,
        /Enabled=false,AttributeName=ttl, and an hour later: .*Enabled=true,AttributeName=expires_at$/,
      );
    });

    it("says that it may not look", async () => {
      account.denied.add("DescribeTimeToLive");
      await expectWarning(
        /^! DynamoDB expiry: .* could not be seen: .*not authorized.*dynamodb:DescribeTimeToLive/,
        /Allow dynamodb:DescribeTimeToLive/,
      );
    });
  });

  it("says that AWS cannot be reached", async () => {
    process.env["AWS_ENDPOINT_URL_DYNAMODB"] = "http://127.0.0.1:9";
    await expectBad(/^✗ DynamoDB: .*ECONNREFUSED/, /AWS credentials.*DynamoDB/);
  });
});

describe("the doctor on SES", () => {
  it("says that the sender is not verified, and how to do that", async () => {
    ses.account.identities.set("reports@example.com", "Pending").set("example.com", "NotStarted");
    await expectBad(
      /^✗ SES sender: neither reports@example\.com nor example\.com is verified in us-east-1$/,
      /aws ses verify-email-identity --email-address reports@example\.com --region us-east-1/,
    );
  });

  it("is content with the sender's domain", async () => {
    ses.account.identities.set("reports@example.com", "NotStarted");
    const { code, lines } = await ask();
    expect(lines).toContain("✓ SES sender: example.com is verified in us-east-1");
    expect(code).toBe(0);
  });

  describe("where the sender is below a domain that others send from", () => {
    beforeEach(() => {
      env["SES_FROM_ADDRESS"] = "Exec Report <reports@mail.example.com>";
      ses.account.identities
        .set("reports@mail.example.com", "NotStarted")
        .set("mail.example.com", "NotStarted");
    });

    it("is content with the domain above, whose keys sign", async () => {
      const { code, lines } = await ask();
      expect(lines).toContain("✓ SES sender: example.com is verified in us-east-1");
      expect(lines).toContain("✓ SES signature: mails are DKIM-signed for example.com");
      expect(code).toBe(0);
    });

    it("names the domain whose keys are missing", async () => {
      ses.account.unsigned.add("example.com");
      await expectWarning(/not DKIM-signed for example\.com/, /--domain example\.com /);
    });

    it("takes the keys of the nearest domain that is an identity, also where it has none", async () => {
      ses.account.identities.set("mail.example.com", "Success");
      ses.account.unsigned.add("mail.example.com");
      await expectWarning(/not DKIM-signed for mail\.example\.com/, /--domain mail\.example\.com /);
    });

    it("does not ask for a domain that is everybody's", async () => {
      ses.account.identities.set("example.com", "Pending").set("com", "Success");
      await expectBad(
        /^✗ SES sender: neither reports@mail\.example\.com nor mail\.example\.com is verified/,
        /--email-address reports@mail\.example\.com --region us-east-1/,
      );
    });
  });

  it("looks where the sender is, if that is another region", async () => {
    env["SES_REGION"] = "eu-west-1";
    expect((await ask()).lines).toContain(
      "✓ SES sender: reports@example.com is verified in eu-west-1",
    );
  });

  it("says that the quota is used up", async () => {
    ses.account.max24HourSend = 2;
    const client = new SESClient({ endpoint: ses.url });
    const raw = "From: reports@example.com\r\nTo: a@example.com\r\nSubject: x\r\n\r\nx";
    const send = { RawMessage: { Data: Buffer.from(raw) }, Destinations: ["a@example.com"] };
    for (let mails = 0; mails < 2; mails += 1) await client.send(new SendRawEmailCommand(send));
    client.destroy();
    await expectBad(/^✗ SES quota: used up: 2 of 2 sent in the last 24 hours$/, /ask AWS for more/);
  });

  it("warns of mails that are not signed", async () => {
    ses.account.unsigned.add("reports@example.com").add("example.com");
    await expectWarning(
      /^! SES signature: mails are not DKIM-signed for example\.com/,
      /aws ses verify-domain-dkim --domain example\.com --region us-east-1/,
    );
  });

  it("says that sending is switched off", async () => {
    ses.account.sendingEnabled = false;
    await expectBad(
      /^✗ SES sender: sending is switched off for the account in us-east-1$/,
      /aws ses update-account-sending-enabled --enabled --region us-east-1/,
    );
  });

  it("warns of the sandbox", async () => {
    ses.account.max24HourSend = 200;
    await expectWarning(/^! SES sandbox: .*only verified addresses/, /production access/);
  });

  it("knows an account without a daily limit", async () => {
    ses.account.max24HourSend = -1;
    const { code, lines } = await ask();
    expect(lines).toContain("✓ SES quota: no daily limit, 14 a second");
    expect(code).toBe(0);
  });

  it("says that AWS cannot be reached", async () => {
    process.env["AWS_ENDPOINT_URL_SES"] = "http://127.0.0.1:9";
    await expectBad(/^✗ SES: .*ECONNREFUSED/, /AWS credentials.*SES/);
  });
});

describe("the doctor on the events of SES", () => {
  const topic = "arn:aws:sns:us-east-1:123456789012:ses-events";
  const all = ["send", "reject", "bounce", "complaint", "delivery"];
  beforeEach(() => {
    env["SES_EVENTS_TOPIC_ARN"] = topic;
    env["SES_CONFIGURATION_SET"] = "reports";
  });
  const publish = (events: readonly string[], arn = topic, enabled = true) =>
    ses.account.configurationSets.set("reports", [{ arn, enabled, events }]);

  it("is content with a set that publishes all of them to the bot's topic", async () => {
    publish(all);
    const { code, lines } = await ask();
    expect(lines).toContainEqual(
      expect.stringMatching(/^✓ SES events: configuration set "reports" publishes to arn:/),
    );
    expect(code).toBe(0);
  });

  it("says that there is no such set", async () => {
    await expectBad(
      /^✗ SES events: there is no configuration set "reports" in us-east-1/,
      /aws ses create-configuration-set --configuration-set Name=reports --region us-east-1/,
    );
  });

  it.each([
    ["to another topic", all, `${topic}-other`, true],
    ["not at the moment", all, topic, false],
  ])("warns of a set that publishes %s", async (_, events, arn, enabled) => {
    publish(events, arn, enabled);
    await expectWarning(
      `! SES events: configuration set "reports" does not publish to ${topic}`,
      /MatchingEventTypes=send,reject,bounce,complaint,delivery,SNSDestination=\{TopicARN=arn:.*ses-events\}/,
    );
  });

  it("warns of kinds that are not published", async () => {
    publish(["send", "delivery", "reject"]);
    await expectWarning(
      `! SES events: configuration set "reports" does not publish bounce, complaint to ${topic}`,
      /MatchingEventTypes=bounce,complaint,/,
    );
  });

  it("warns of a topic without a set", async () => {
    delete env["SES_CONFIGURATION_SET"];
    await expectWarning(/^! SES events: a topic is set, but/, /Set SES_CONFIGURATION_SET/);
  });

  it("is content with a set alone, and with neither", async () => {
    publish([]);
    delete env["SES_EVENTS_TOPIC_ARN"];
    expect((await ask()).lines).toContain(
      '✓ SES events: configuration set "reports" is there; the bot listens to no topic',
    );
    delete env["SES_CONFIGURATION_SET"];
    expect((await ask()).lines.filter((line) => line.includes("SES events"))).toEqual([]);
  });
});

describe("the doctor on the portfolio", () => {
  it("lists every fault with its place", async () => {
    await edit("settings.yml", "currency: USD", "currency: dollars");
    await edit("entities/qdn.yml", "{ low: 13.50, high: 16 }", "{ low: 13.50, high: sixteen }");
    const { code, lines } = await ask();
    const wrong = lines.filter((line) => line.startsWith("✗"));
    expect(wrong).toEqual([
      expect.stringMatching(/^✗ Portfolio: settings\.yml:\d+:\d+ currency: /),
      expect.stringMatching(
        /^✗ Portfolio: entities\/qdn\.yml:\d+:\d+ cloud\.services\[0\]\.monthly\.high: /,
      ),
    ]);
    expect(code).toBe(1);
  });

  it("says that there is none", async () => {
    env["PORTFOLIO_DIR"] = join(portfolioDir, "nowhere");
    const { code, lines } = await ask();
    expect(lines.join("\n")).toMatch(/✗ Portfolio: .*settings\.yml/);
    expect(code).toBe(1);
  });

  it("says that nobody may approve", async () => {
    await edit("settings.yml", "admin: [U01ADMIN]", "admin: []");
    // The owner of the sample's schedule has to be able to ask for reports.
    await edit("settings.yml", "requester: [", "requester: [U01ADMIN, ");
    await expectBad(/^✗ Approvals: nobody may approve ceo, cto, /, /"approver".*settings\.yml/);
  });

  it("says that whoever is named is not, or no longer, in the workspace", async () => {
    await edit("settings.yml", "admin: [U01ADMIN]", "admin: [U09GONE]");
    await edit("settings.yml", "requester: [", "requester: [U01ADMIN, ");
    await expectBad(/^✗ Approvals: nobody may approve ceo, cto, /, /"approver".*settings\.yml/);
  });

  it("says which report takes more people than may approve it", async () => {
    await edit("settings.yml", "approver: []", "approver: [U09GONE]");
    await edit(
      "settings.yml",
      "  cto:\n    to:",
      "  cto:\n    approval: { approvals: 2 }\n    to:",
    );
    const lines = await expectBad(
      "✗ Approvals: 2 people have to approve, but only 1 may approve cto",
      /change "approval"/,
    );
    expect(lines).toContain("✓ Approvals: 7 of 8 reports have who approves them");
  });

  it("warns of whoever cannot get a report because they may not approve it themselves", async () => {
    const rules = "{ requester_may_approve: false }";
    await edit("settings.yml", "  cto:\n    to:", `  cto:\n    approval: ${rules}\n    to:`);
    await expectWarning(
      "! Approvals: if U01ADMIN asks, too few others may approve cto",
      /"approver" under "roles"/,
    );
  });

  it("warns of a report that nobody receives", async () => {
    await edit("settings.yml", "to: [owner, ceo, coo, finance]", "to: []");
    await expectWarning(/^! Audience: nobody is named to receive "ceo"$/, /audiences: ceo/);
  });

  it("looks at reports that live from the recipient of last resort, too", async () => {
    const path = join(portfolioDir, "settings.yml");
    const settings = await readFile(path, "utf8");
    await writeFile(path, settings.replace(/^audiences:\n(?: .*\n)+/m, "audiences: {}\n"));
    env["RECIPIENT_EMAIL"] = "boss@example.com";
    const { lines } = await ask();
    expect(lines).toContain("✓ Approvals: 8 of 8 reports have who approves them");
    await edit("settings.yml", "admin: [U01ADMIN]", "admin: []");
    await edit("settings.yml", "requester: [", "requester: [U01ADMIN, ");
    await expectBad(/^✗ Approvals: nobody may approve ceo, cto, /, /"approver".*settings\.yml/);
  });

  it("does not warn where there is a recipient of last resort", async () => {
    await edit("settings.yml", "to: [owner, ceo, coo, finance]", "to: []");
    env["RECIPIENT_EMAIL"] = "boss@example.com";
    const { code, lines } = await ask();
    expect(lines.filter((line) => line.startsWith("!"))).toEqual([]);
    expect(code).toBe(0);
  });

  it("warns of a date that stands still", async () => {
    await edit("settings.yml", "locale: en-US", "reporting_date: 2026-10-31\nlocale: en-US");
    await expectWarning(
      /^! Reporting date: every report is worked out for 2026-10-31$/,
      /Remove "reporting_date"/,
    );
  });
});
