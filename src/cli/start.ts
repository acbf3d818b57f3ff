import { startBot } from "../composition/bot.ts";
import { parseConfig } from "../config.ts";
import { createLog } from "../log.ts";

/**
 * Runs the bot until it is told to stop.
 *
 * @returns The exit code.
 * @throws ConfigError
 */
export async function start(env: Readonly<Record<string, string | undefined>>): Promise<number> {
  const config = parseConfig(env);
  const log = createLog(config.logLevel);
  const bot = await startBot({ config, log });
  const signal = await nextSignal();
  log.info({ signal }, "stopping");
  await bot.stop();
  return 0;
}

/** A second signal ends the process at once, as the operating system would. */
function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const signals = ["SIGTERM", "SIGINT"] as const;
    const onSignal = (signal: NodeJS.Signals) => {
      for (const name of signals) process.off(name, onSignal);
      resolve(signal);
    };
    for (const name of signals) process.on(name, onSignal);
  });
}
