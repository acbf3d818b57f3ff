import { setTimeout as delay } from "node:timers/promises";

/** Where "now" comes from. Everything that needs the time takes a clock, so that tests can hold it still. */
export interface Clock {
  /** The current instant. */
  now(): Date;
  /**
   * Resolves after a while.
   *
   * @param milliseconds How long to wait.
   * @param signal Ends the wait early; the promise then rejects with the signal's reason.
   */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  wait: (milliseconds, signal) =>
    delay(milliseconds, undefined, signal === undefined ? {} : { signal }),
};
