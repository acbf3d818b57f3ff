import { setTimeout as delay } from "node:timers/promises";
import type { Background } from "../background.ts";
import { describeError } from "../errors.ts";
import type { Log } from "../log.ts";
import { startTicker } from "../schedule/ticker.ts";
import type { UsablePortfolio } from "./usable-portfolio.ts";
import type { UseCases } from "./use-cases.ts";

/** How long a stop waits for what is in flight, in milliseconds. Less than the 30 s that supervisors commonly grant. */
export const STOP_MS = 25_000;

/** A broken portfolio does not keep the bot from starting: it can be mended while it runs. */
export async function warnOfFaults(portfolio: UsablePortfolio, log: Log): Promise<void> {
  const [loaded] = await Promise.allSettled([portfolio.load(), portfolio.loadSettings()]);
  if (loaded.status === "rejected") log.warn(describeError(loaded.reason));
}

/**
 * At start and then regularly: goes on with what a crash or another process has left, and posts what is due.
 *
 * @param sweepMs Between two looks for what was left.
 * @returns Ends it.
 */
export function startRounds(
  { dispatcher, digests, scheduler }: UseCases,
  background: Background,
  log: Log,
  sweepMs: number,
): () => void {
  const attempt = (work: Promise<void>, complaint: string) =>
    background.track(work.catch((err: unknown) => log.error({ err }, complaint)));
  // A process that was killed may not have come to it.
  digests.refresh();
  const sweep = () => {
    void attempt(dispatcher.recover(), "recovery failed");
    void attempt(digests.tick(), "the digest failed");
  };
  sweep();
  const sweeping = setInterval(sweep, sweepMs);
  const ticker = startTicker(() => attempt(scheduler.runDue(), "schedules were not looked at"));
  return () => {
    clearInterval(sweeping);
    ticker.stop();
  };
}

/** Gives work its time to end, and no more. */
export async function stopWithin(work: () => Promise<void>, log: Log): Promise<void> {
  const ended = new AbortController();
  const limit = delay(STOP_MS, "limit", { signal: ended.signal }).catch(() => "ended");
  const end = work().then(
    () => "ended",
    (err: unknown) => log.error({ err }, "stopping failed"),
  );
  const first = await Promise.race([end, limit]);
  ended.abort();
  if (first === "limit") log.warn("stopped before everything in flight had ended");
}
