import type { AlarmClock } from "../../src/clock.ts";
import { createAlarms } from "./alarms.ts";

/** A clock that stands still until it is moved. Waiting moves it, and takes no time. */
export interface TestClock extends AlarmClock {
  /** Moves the clock forward. */
  advance(milliseconds: number): void;
  /** Every wait that was asked for, in milliseconds. */
  readonly waits: readonly number[];
}

export function createTestClock(start: Date | string = new Date()): TestClock {
  let time = new Date(start).getTime();
  const waits: number[] = [];
  const now = () => new Date(time);
  const alarms = createAlarms(now);
  const advance = (milliseconds: number) => {
    time += milliseconds;
    alarms.check();
  };
  return {
    waits,
    now,
    advance,
    wait: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      waits.push(milliseconds);
      advance(milliseconds);
    },
    setAlarm: alarms.set,
  };
}
