import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "./free-ports.ts";

/** The demo as its user runs it: a process of its own, with its ports and its data folder moved. */
export interface DemoProcess {
  readonly slackUrl: string;
  readonly inboxUrl: string;
  readonly botUrl: string;
  /** What it has printed so far. */
  output(): string;
  /** Ctrl-C. Resolves with the exit code. */
  interrupt(): Promise<number | null>;
  /** Starts it again on the same ports and data. */
  restart(): Promise<void>;
  /** Stops it if it still runs, and removes its data. */
  dispose(): Promise<void>;
}

const PORTS = ["PORT", "DEMO_SLACK_PORT", "DEMO_SES_PORT", "DEMO_DYNAMODB_PORT"] as const;

/** Starts the demo and resolves once it has printed `ready`. */
export async function startDemoProcess(
  env: Readonly<Record<string, string>> = {},
): Promise<DemoProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), "demo-"));
  const ports = await freePorts(PORTS.length);
  const moved = Object.fromEntries(PORTS.map((name, n) => [name, String(ports[n])]));
  const [botPort, slackPort, sesPort] = ports;
  let output = "";
  let child: ChildProcess;

  const start = async () => {
    output = "";
    child = spawn(process.execPath, ["--import", "tsx", "demo/main.ts"], {
      env: { ...process.env, ...moved, DEMO_DATA_DIR: dataDir, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ready = new Promise<void>((resolve) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on("data", (chunk: Buffer) => {
          output += chunk.toString();
          if (/^ready$/m.test(output)) resolve();
        });
      }
    });
    const ended = once(child, "exit").then(([code]) => {
      throw new Error(`The demo ended with ${code} before it was ready:\n${output}`);
    });
    // Once it is ready, its end is no longer a failure.
    ended.catch(() => undefined);
    await Promise.race([ready, ended]);
  };
  const interrupt = async () => {
    if (child.exitCode !== null) return child.exitCode;
    const exit = once(child, "exit");
    child.kill("SIGINT");
    const [code] = await exit;
    return code;
  };

  await start();
  return {
    slackUrl: `http://localhost:${slackPort}`,
    inboxUrl: `http://localhost:${sesPort}`,
    botUrl: `http://localhost:${botPort}`,
    output: () => output,
    interrupt,
    restart: start,
    async dispose() {
      await interrupt();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
