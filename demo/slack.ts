import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { stringify } from "yaml";
import {
  type Command,
  findLocalSlack,
  installedLocalSlack,
  localSlackUnavailable,
} from "./find-local-slack.ts";
import { type DemoSettings, WORKSPACE } from "./settings.ts";

/** The first start through npx downloads the program. */
const START_LIMIT_MS = 120_000;

export interface LocalSlack {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a local Slack with a web page, as a process of its own.
 *
 * @throws SlackUnavailableError with what the program said first, if it ends before it answers.
 */
export async function startLocalSlack(
  settings: DemoSettings,
  port: number = settings.slackPort,
  command: Command = findLocalSlack({
    platform: process.platform,
    installed: installedLocalSlack(),
    npmScript: settings.npmScript,
  }),
): Promise<LocalSlack> {
  const config = join(settings.dataDir, "workspace.yaml");
  await mkdir(settings.dataDir, { recursive: true });
  await writeFile(config, stringify(workspaceConfig(settings)));
  const [program, ...args] = command;
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

async function waitUntilItAnswers(child: ChildProcess, url: string, output: string[]) {
  // Rejects where the program cannot be started at all.
  const ended = once(child, "exit").then(
    () => "ended" as const,
    (error: unknown) => {
      throw localSlackUnavailable(reasonIn(String(error)), error);
    },
  );
  const giveUpAt = Date.now() + START_LIMIT_MS;
  while (Date.now() < giveUpAt) {
    const outcome = await Promise.race([ended, answers(url)]);
    if (outcome === "ended") throw localSlackUnavailable(reasonIn(output.join("")));
    if (outcome) return;
    await delay(50);
  }
  await stop(child);
  throw localSlackUnavailable(`it did not answer at ${url}`);
}

/** The line that tells most of what a program said; the others are details. */
function reasonIn(output: string): string {
  const lines = output.split("\n").map((line) => line.trim());
  // Npm warns first that it is about to install.
  const told = lines.find((line) => /error/iu.test(line)) ?? lines.find((line) => line !== "");
  return (told ?? "it ended at once").replace(/\.$/u, "");
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
