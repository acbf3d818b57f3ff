import type { AlarmClock } from "../clock.ts";

/** Dispatches that are held back after their approval, each with an alarm for the moment at which it may leave. */
export interface Hold {
  /**
   * @param until ISO 8601 in UTC; once set it does not change.
   */
  keep(dispatchId: string, until: string): void;
  /** Nothing leaves by itself any more. */
  end(): void;
}

/**
 * A sweep alone would let what is held leave up to a minute late.
 *
 * @param release Called when one may leave. Whether it is still to leave, and who sends it, the record decides.
 */
export function createHold(clock: AlarmClock, release: (dispatchId: string) => void): Hold {
  const alarms = new Map<string, () => void>();
  return {
    keep(dispatchId, until) {
      if (alarms.has(dispatchId)) return;
      const ring = () => {
        alarms.delete(dispatchId);
        release(dispatchId);
      };
      alarms.set(dispatchId, clock.setAlarm(new Date(until), ring));
    },
    end() {
      for (const takeBack of alarms.values()) takeBack();
      alarms.clear();
    },
  };
}
