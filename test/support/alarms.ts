import type { AlarmClock } from "../../src/clock.ts";

/** Alarms of a clock that is moved by hand. */
export interface Alarms {
  readonly set: AlarmClock["setAlarm"];
  /** Rings what is due; to be called whenever the clock has moved. */
  check(): void;
}

export function createAlarms(now: () => Date): Alarms {
  const alarms = new Map<object, { readonly at: Date; readonly ring: () => void }>();
  const check = () => {
    for (const [key, { at, ring }] of [...alarms]) {
      if (at > now() || !alarms.delete(key)) continue;
      ring();
    }
  };
  return {
    set(at, ring) {
      const key = {};
      alarms.set(key, { at, ring });
      queueMicrotask(check);
      return () => void alarms.delete(key);
    },
    check,
  };
}
