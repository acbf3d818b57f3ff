import { schedule } from "node-cron";

/** What looks once a minute at what is due. */
export interface Ticker {
  stop(): void;
}

/**
 * Looks now, and at the beginning of every minute. It only looks: what is due follows from what is on record, so that a
 * minute that was missed is none that is lost.
 *
 * @param look Never throws. A look that takes longer than a minute is not overtaken by the next.
 */
export function startTicker(look: () => Promise<void>): Ticker {
  void look();
  // Two looks at the same time do no harm, though: claims decide.
  const task = schedule("* * * * *", look, { noOverlap: true, suppressMissedWarning: true });
  return { stop: () => void task.destroy() };
}
