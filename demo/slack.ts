import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { stringify } from "yaml";
import { type DemoSettings, WORKSPACE } from "./settings.ts";

/** The release that comes as an optional dependency on Linux x64, and is fetched by npx elsewhere. */
const VERSION = "0.1.8";

/** The first start through npx downloads the program. */
const START_LIMIT_MS = 120_000;

export interface LocalSlack {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a local Slack with a web page, as a process of its own.
 *
 * @throws Error with what the program printed, if it ends before it answers.
 */
export async function startLocalSlack(
  settings: DemoSettings,
  port: number = settings.slackPort,
): Promise<LocalSlack> {
  const config = join(settings.dataDir, "workspace.yaml");
  await mkdir(settings.dataDir, { recursive: true });
  await writeFile(config, stringify(workspaceConfig(settings)));
  const [program, ...args] = findProgram();
  const files = join(settings.dataDir, "slack-files");
  const child = spawn(
    program,
    [...args, "--config", config, "--port", String(port), "--files-dir", files],
    // A process group of its own: Ctrl-C reaches it through us, after the bot has finished with it.
    { stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  // However this process ends, the other one ends too.
  process.once("exit", () => signal(child, "SIGKILL"));
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  }
  const url = `http://localhost:${port}`;
  await waitUntilItAnswers(child, url, output);
  return { url, stop: () => stop(child) };
}

function workspaceConfig({ botPort, slackMode }: DemoSettings) {
  const { people, channels, botUserId, teamId, botToken, appToken, signingSecret } = WORKSPACE;
  const members = [...people.map(({ id }) => id), botUserId];
  return {
    workspace: { name: "Exec Report Demo", domain: "exec-report-demo", teamId },
    app: {
      appId: "A01EXECREPORT",
      botUserId,
      botName: "Exec Report",
      botToken,
      appToken,
      signingSecret,
      mode: slackMode,
      requestUrl: `http://127.0.0.1:${botPort}/slack/events`,
    },
    users: people,
    channels: channels.map((channel) => ({ ...channel, members })),
  };
}

function findProgram(): [string, ...string[]] {
  try {
    const manifest = createRequire(import.meta.url).resolve("local-slack-linux-x64/package.json");
    return [join(dirname(manifest), "bin", "local-slack")];
  } catch {
    const npx = process.platform === "win32" ? "npx.cmd" : "npx";
    return [npx, "--yes", `local-slack@${VERSION}`];
  }
}

async function waitUntilItAnswers(child: ChildProcess, url: string, output: string[]) {
  const ended = once(child, "exit").then(() => "ended" as const);
  const failed = once(child, "error").then(([error]) => {
    throw error;
  });
  const giveUpAt = Date.now() + START_LIMIT_MS;
  while (Date.now() < giveUpAt) {
    const outcome = await Promise.race([ended, failed, answers(url)]);
    if (outcome === "ended") throw new Error(`The local Slack did not start:\n${output.join("")}`);
    if (outcome) return;
    await delay(50);
  }
  await stop(child);
  throw new Error(`The local Slack did not answer at ${url}:\n${output.join("")}`);
}

function answers(url: string): Promise<boolean> {
  return fetch(`${url}/_control/state`).then(
    (response) => response.ok,
    () => false,
  );
}

/** Signals the program and, where npx started it, everything between; nothing if it has ended. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  // Windows knows no process groups.
  if (process.platform === "win32") child.kill(name);
  else process.kill(-child.pid, name);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = once(child, "exit");
  signal(child, "SIGTERM");
  const late = AbortSignal.timeout(5_000);
  late.addEventListener("abort", () => signal(child, "SIGKILL"));
  await exited;
}
