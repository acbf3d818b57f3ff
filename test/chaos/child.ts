/** The bot as a process of its own, to be killed: the real `startBot`, on a clock that can be moved. */

import { setTimeout as delay } from "node:timers/promises";
import { type AlarmClock, systemClock } from "../../src/clock.ts";
import { startBot } from "../../src/composition/bot.ts";
import { parseConfig } from "../../src/config.ts";
import { createLog } from "../../src/log.ts";

/** Pauses are this much shorter than asked for; leases are not: a call must not outlive its claim by that. */
const HASTE = Number(process.env["CHAOS_HASTE"] ?? 1);

let offsetMs = Number(process.env["CHAOS_OFFSET_MS"] ?? 0);

const clock: AlarmClock = {
  now: () => new Date(Date.now() + offsetMs),
  wait: (milliseconds, signal) =>
    delay(milliseconds / HASTE, undefined, signal === undefined ? {} : { signal }),
  // A clock that is moved later rings late; the sweep comes first.
  setAlarm: (at, ring) => systemClock.setAlarm(new Date(at.getTime() - offsetMs), ring),
};

process.on("message", (message) => {
  if (typeof message === "object" && message !== null && "offsetMs" in message) {
    offsetMs = Number(message.offsetMs);
  }
});
// Nobody is left to send for.
process.once("disconnect", () => process.exit(0));

const sweepMs = Number(process.env["CHAOS_SWEEP_MS"] ?? 100);
const config = parseConfig(process.env);
const log = createLog(config.logLevel);
const bot = await startBot({ config, log, clock, host: "127.0.0.1", sweepMs });
process.send?.({ port: bot.port });
