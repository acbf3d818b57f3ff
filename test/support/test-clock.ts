import type { Clock } from "../../src/clock.ts";

/** A clock that stands still until it is moved. Waiting moves it, and takes no time. */
export interface TestClock extends Clock {
  /** Moves the clock forward. */
  advance(milliseconds: number): void;
  /** Every wait that was asked for, in milliseconds. */
  readonly waits: readonly number[];
}

export function createTestClock(start: Date | string = new Date()): TestClock {
  let time = new Date(start).getTime();
  const waits: number[] = [];
  return {
    waits,
    now: () => new Date(time),
    advance: (milliseconds) => {
      time += milliseconds;
    },
    wait: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      waits.push(milliseconds);
      time += milliseconds;
    },
  };
}
