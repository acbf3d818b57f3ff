import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDynamoDb } from "../../demo/dynamodb.ts";
import { type SesEndpoint, startSes } from "../../demo/ses-front.ts";
import { botEnvironment, type DemoSettings } from "../../demo/settings.ts";
import { type LocalSlack, startLocalSlack } from "../../demo/slack.ts";
import { createTable } from "../../src/store/create-table.ts";
import { freePorts } from "../support/free-ports.ts";

/** What `npm run build` made, started as in production, in both ways Slack can reach it. */
const parts: { stop(): Promise<void> }[] = [];
let dataDir: string;
let ses: SesEndpoint;
let slack: LocalSlack;

beforeAll(async () => {
  execFileSync("npm", ["run", "--silent", "build"]);
  dataDir = await mkdtemp(join(tmpdir(), "production-"));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function startEngines(slackMode: DemoSettings["slackMode"]): Promise<DemoSettings> {
  const [botPort = 0, slackPort = 0, sesPort = 0, dynamoDbPort = 0] = await freePorts(4);
  const settings: DemoSettings = {
    botPort,
    slackPort,
    sesPort,
    dynamoDbPort,
    dataDir,
    slackMode,
    portfolioDir: resolve("portfolio"),
    logLevel: "info",
  };
  ses = await startSes({ port: sesPort });
  await ses.clear();
  slack = await startLocalSlack(settings);
  parts.push(ses, await startDynamoDb({ port: dynamoDbPort }));
  const { DYNAMODB_TABLE: table = "" } = botEnvironment(settings);
  const endpoint = `http://127.0.0.1:${dynamoDbPort}`;
  const client = new DynamoDBClient({ endpoint });
  await createTable(client, table);
  client.destroy();
  return settings;
}

/** Collects a process's output, and resolves once it has said something. */
function listenTo(child: ChildProcess) {
  let output = "";
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      for (const check of waiting) check();
    });
  }
  return (text: string) =>
    new Promise<string>((done, fail) => {
      const check = () => {
        if (output.includes(text)) done(output);
      };
      waiting.add(check);
      child.once("exit", (code) => fail(new Error(`ended with ${code}:\n${output}`)));
      check();
    });
}

describe.each(["events", "socket"] as const)("npm start, Slack by %s", (mode) => {
  let settings: DemoSettings;
  let child: ChildProcess;

  beforeAll(async () => {
    settings = await startEngines(mode);
    const { PATH } = process.env;
    const env = { PATH, ...botEnvironment(settings) };
    // What `npm start` runs; signals go to npm there, and from it to this process.
    child = spawn(process.execPath, ["bin/exec-report.mjs", "start"], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    await listenTo(child)('"msg":"ready"');
  });
  afterAll(async () => {
    child.kill("SIGKILL");
    for (const part of [slack, ...parts.splice(0)]) await part.stop();
  });

  const control = async (path: string, body?: object) => {
    const init = body && {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    };
    const url = `http://localhost:${settings.slackPort}/_control/${path}`;
    return JSON.stringify(await (await fetch(url, init)).json());
  };

  it("lives through a Slack that goes away and comes back", async () => {
    await slack.stop();
    slack = await startLocalSlack(settings);
    const body = { channel: "C02GENERAL", user: "U01ADMIN", command: "/exec-report", text: "cto" };
    const ask = async () => {
      await control("command", body);
      return await control("messages/C02GENERAL");
    };
    // In Socket Mode the bot opens a new socket after some seconds.
    await expect.poll(ask, { timeout: 60_000, interval: 500 }).toContain("approve_report");
    expect(child.exitCode).toBeNull();
  });

  it("sends a report after approval, and stops cleanly on SIGTERM", async () => {
    const channel = "C01REPORTS";
    const user = "U01ADMIN";
    await control("command", { channel, user, command: "/exec-report", text: "cto" });
    // The first preview loads what draws charts and writes PDF.
    await expect
      .poll(() => control(`messages/${channel}`), { timeout: 30_000 })
      .toContain("approve_report");
    const shown = await control(`messages/${channel}`);
    const messageTs = /"ts":"([\d.]+)"/.exec(shown)?.[1];
    const value = /"value":"(\w+)"/.exec(shown)?.[1];
    const action = { type: "button", action_id: "approve_report", block_id: "decision", value };
    await control("interact", { channel, messageTs, user, action });
    await expect
      .poll(() => control(`messages/${channel}`), { timeout: 30_000 })
      .toContain("sent to 5");
    expect(ses.taken).toHaveLength(6);

    const exit = once(child, "exit");
    child.kill("SIGTERM");
    expect((await exit)[0]).toBe(0);
  });
});
