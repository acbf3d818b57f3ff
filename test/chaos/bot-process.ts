import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** One bot as a process of its own. */
export interface BotProcess {
  /** Where Slack's requests go. */
  readonly requestUrl: string;
  /** SIGKILL: no chance to finish anything. Resolves when the operating system has let go of it. */
  kill(): Promise<void>;
  /** Moves its clock to so many milliseconds ahead of the machine's. */
  moveClock(offsetMs: number): void;
}

/**
 * Starts the bot and resolves when it takes requests.
 *
 * @param entry Path of the compiled `child.ts`.
 * @param env The bot's whole environment.
 * @throws Error with what it printed, if it ends before it is ready.
 */
export async function startProcess(
  entry: string,
  env: Readonly<Record<string, string>>,
): Promise<BotProcess> {
  const child = spawn(process.execPath, [entry], {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4_000);
    });
  }
  const exit = once(child, "exit");
  const port = await Promise.race([
    readyPort(child),
    exit.then(() => Promise.reject(new Error(`The bot ended before it was ready:\n${output}`))),
  ]);
  return {
    requestUrl: `http://127.0.0.1:${port}/slack/events`,
    async kill() {
      child.kill("SIGKILL");
      await exit;
    },
    moveClock: (offsetMs) => {
      if (child.connected) child.send({ offsetMs });
    },
  };
}

async function readyPort(child: ChildProcess): Promise<number> {
  const [message] = await once(child, "message");
  return Number(message.port);
}
