import { setMaxListeners } from "node:events";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { DispatchStore } from "./store-port.ts";

/** Does what rewrites messages, at a pace that Slack allows: each thing that waits once, however often it is asked for. */
export interface Pace {
  /**
   * Something in a channel is to be rewritten soon. Takes no time and never throws.
   *
   * @param key What is rewritten: while it waits, asking again changes nothing.
   * @param owner Whatever it is about; see {@link Pace.settle}.
   */
  add(channel: string, key: string, owner: string, work: () => Promise<void>): void;
  /** Whether that waits: whatever has happened until now will be in it. */
  isWaiting(channel: string, key: string): boolean;
  /** Something in this channel was rewritten just now by somebody else. */
  written(channel: string): void;
  /** Nothing of this owner waits any more; resolves when none of it is under way. */
  settle(owner: string): Promise<void>;
  /** What still waits is done without any further wait. */
  stop(): Promise<void>;
}

export interface PaceDependencies {
  readonly store: Pick<DispatchStore, "claimOnce">;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Between two rewritings in one channel. Slack takes 50 `chat.update` a minute there, by all processes together; at 30
 * there is room for what people decide meanwhile.
 */
const EVERY_MS = 2_000;

/** How long a turn is remembered: longer than any two clocks differ. */
const TURN_SECONDS = 60;

/** What waits in one channel; whichever has waited longest is next. */
interface Line {
  readonly jobs: Map<string, { readonly owner: string; readonly work: () => Promise<void> }>;
  lastAt: number;
  current?: { readonly owner: string; readonly done: Promise<void> };
  running: boolean;
}

export function createPace({ store, clock, log }: PaceDependencies): Pace {
  const stopping = new AbortController();
  // Each channel waits by itself; many at a time are no leak.
  setMaxListeners(0, stopping.signal);
  const lines = new Map<string, Line>();
  const now = () => clock.now().getTime();

  const lineOf = (channel: string): Line => {
    const line = lines.get(channel) ?? { jobs: new Map(), lastAt: 0, running: false };
    lines.set(channel, line);
    return line;
  };

  /** Several processes share a channel's budget: of all of them one rewrites in each stretch of time. */
  const takeTurn = (channel: string) =>
    store
      .claimOnce(`rewrite#${channel}#${Math.floor(now() / EVERY_MS)}`, TURN_SECONDS)
      .catch(() => true);

  async function run(channel: string, line: Line): Promise<void> {
    while (line.jobs.size > 0 && !stopping.signal.aborted) {
      const waitMs = line.lastAt + EVERY_MS - now();
      if (waitMs > 0) await clock.wait(waitMs, stopping.signal);
      if (!(await takeTurn(channel))) await clock.wait(EVERY_MS, stopping.signal);
      else await next(line);
    }
  }

  async function next(line: Line): Promise<void> {
    const [first] = line.jobs;
    if (first === undefined) return;
    const [key, { owner, work }] = first;
    line.jobs.delete(key);
    line.lastAt = now();
    const done = work().catch((err: unknown) => {
      log.warn({ err, about: owner }, "a message could not be rewritten");
    });
    line.current = { owner, done };
    await done;
  }

  return {
    add(channel, key, owner, work) {
      const line = lineOf(channel);
      line.jobs.set(key, line.jobs.get(key) ?? { owner, work });
      if (line.running) return;
      line.running = true;
      run(channel, line)
        // The end of a wait by stopping; what is left is done there.
        .catch(() => undefined)
        .finally(() => {
          line.running = false;
        });
    },
    isWaiting: (channel, key) => lines.get(channel)?.jobs.has(key) ?? false,
    written(channel) {
      lineOf(channel).lastAt = now();
    },
    async settle(owner) {
      for (const { jobs, current } of lines.values()) {
        for (const [key, job] of jobs) if (job.owner === owner) jobs.delete(key);
        if (current?.owner === owner) await current.done;
      }
    },
    async stop() {
      stopping.abort();
      for (const line of lines.values()) {
        await line.current?.done;
        while (line.jobs.size > 0) await next(line);
      }
    },
  };
}
