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

/** A clock that can also be set to ring. */
export interface AlarmClock extends Clock {
  /**
   * Calls back once, as soon as the clock has reached a moment; never before it, and never within this call.
   *
   * @returns Takes the alarm back.
   */
  setAlarm(at: Date, ring: () => void): () => void;
}

/** The machine's own clock. */
export const systemClock: AlarmClock = {
  now: () => new Date(),
  wait: (milliseconds, signal) =>
    delay(milliseconds, undefined, signal === undefined ? {} : { signal }),
  setAlarm(at, ring) {
    let timer: NodeJS.Timeout;
    const arm = () => {
      const left = at.getTime() - Date.now();
      timer = setTimeout(left > 0 ? arm : ring, Math.min(Math.max(left, 0), LONGEST_TIMER_MS));
      // An alarm alone keeps no process alive.
      timer.unref();
    };
    arm();
    return () => clearTimeout(timer);
  },
};

/** A timer that is set to more goes off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
