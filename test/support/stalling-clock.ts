import type { AlarmClock } from "../../src/clock.ts";

export interface Stall {
  /** From the beginning of one standstill to the next, in milliseconds. */
  readonly everyMs: number;
  readonly forMs: number;
  /** When the first begins, in milliseconds after a whole number of the above. */
  readonly offsetMs: number;
}

/**
 * The clock of a process that gets no processor from time to time: what should have gone on meanwhile goes on together,
 * at the end of it.
 */
export function createStallingClock(clock: AlarmClock, stall: Stall): AlarmClock {
  const { everyMs, forMs, offsetMs } = stall;
  return {
    ...clock,
    async wait(milliseconds, signal) {
      const end = clock.now().getTime() + milliseconds;
      const into = (end + everyMs - (offsetMs % everyMs)) % everyMs;
      await clock.wait(milliseconds + (into < forMs ? forMs - into : 0), signal);
    },
  };
}
