import { createAlarms } from "./alarms.ts";
import type { TestClock } from "./test-clock.ts";
import { watchTraffic } from "./traffic.ts";
import { createVirtualClock } from "./virtual-clock.ts";

/** Between two requests a mail is put together, piece by piece. */
const QUIET_TURNS = 200;

/**
 * A clock for a whole bot: time passes only while nothing is under way and somebody waits, so that waits at the same
 * time take that time once. Alarms ring when it gets to them, but nobody waits for an alarm.
 */
export function createFlowingClock(start: string): TestClock {
  const traffic = watchTraffic();
  const clock = createVirtualClock(start, traffic.isUnderWay, QUIET_TURNS);
  const alarms = createAlarms(clock.now);
  const waits: number[] = [];
  return {
    waits,
    now: clock.now,
    advance(milliseconds) {
      clock.advance(milliseconds);
      alarms.check();
    },
    async wait(milliseconds, signal) {
      waits.push(milliseconds);
      await clock.wait(milliseconds, signal);
      alarms.check();
    },
    setAlarm: alarms.set,
  };
}
