import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { AlarmClock } from "../../src/clock.ts";

/** Time that passes only while everybody waits for it, and then jumps to whoever is next. */
export interface VirtualClock extends AlarmClock {
  /** Moves the clock forward; whoever's wait is over by then goes on. */
  advance(milliseconds: number): void;
}

interface Waiter {
  readonly at: number;
  readonly go: () => void;
}

/**
 * A clock for several processes in one: unlike with `createTestClock`, waits at the same time take that time once.
 *
 * @param isBusy Whether something is under way that takes no time here, such as a call to the table.
 * @param turns How many turns of the event loop in a row have to be quiet before time passes. Twice: whoever was just let
 *   go has had the chance to begin something.
 */
export function createVirtualClock(start: string, isBusy: () => boolean, turns = 2): VirtualClock {
  let time = Date.parse(start);
  let waiters: Waiter[] = [];
  let running = false;

  function release(): void {
    const due = waiters.filter(({ at }) => at <= time);
    waiters = waiters.filter(({ at }) => at > time);
    for (const { go } of due) go();
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    for (let quiet = 0; waiters.length > 0; quiet += 1) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (isBusy()) quiet = 0;
      if (quiet < turns || waiters.length === 0) continue;
      time = Math.max(time, Math.min(...waiters.map(({ at }) => at)));
      release();
      quiet = 0;
    }
    running = false;
  }

  return {
    now: () => new Date(time),
    advance(milliseconds) {
      time += milliseconds;
      release();
    },
    wait: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason);
        const giveUp = () => {
          waiters = waiters.filter((one) => one !== waiter);
          reject(signal?.reason);
        };
        const go = () => {
          signal?.removeEventListener("abort", giveUp);
          resolve();
        };
        const waiter = { at: time + milliseconds, go };
        signal?.addEventListener("abort", giveUp);
        waiters.push(waiter);
        void run();
      }),
    setAlarm(at, ring) {
      const waiter = { at: at.getTime(), go: ring };
      waiters.push(waiter);
      void run();
      return () => {
        waiters = waiters.filter((one) => one !== waiter);
      };
    },
  };
}

/** @returns Whether a call to the table is under way: such calls are real, and take no virtual time. */
export function watchCalls(client: DynamoDBClient): () => boolean {
  let underWay = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      underWay += 1;
      try {
        return await next(args);
      } finally {
        underWay -= 1;
      }
    },
    { step: "initialize", name: "watchCalls" },
  );
  return () => underWay > 0;
}
