import { setMaxListeners } from "node:events";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Announcer, DispatchStore } from "./ports.ts";
import { showCurrent } from "./show-current.ts";
import { isSettled } from "./state.ts";

/** Rewrites what people see of dispatches while much happens to them, at a pace that Slack allows. */
export interface Refresher {
  /** Something has happened to it: its messages are rewritten soon, as it stands then. Takes no time and never throws. */
  touch(dispatch: Dispatch): void;
  /** Its preview was written just now by somebody else. */
  written(dispatch: Dispatch): void;
  /** Nothing of it waits to be rewritten any more; resolves when no rewriting of it is under way. */
  settle(dispatchId: string): Promise<void>;
  /** What still waits is rewritten without any further wait. */
  stop(): Promise<void>;
}

export interface RefresherDependencies {
  readonly store: DispatchStore;
  readonly announcer: Announcer;
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

/** The messages of one channel that wait to be rewritten; whichever has waited longest is next. */
interface Line {
  readonly jobs: Map<string, { readonly id: string; readonly work: () => Promise<void> }>;
  lastAt: number;
  current?: { readonly id: string; readonly done: Promise<void> };
  running: boolean;
}

export function createRefresher(deps: RefresherDependencies): Refresher {
  const { store, clock, log } = deps;
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
    const [key, { id, work }] = first;
    line.jobs.delete(key);
    line.lastAt = now();
    const done = work().catch((err: unknown) => {
      log.warn({ err, dispatch: id }, "a message could not be rewritten");
    });
    line.current = { id, done };
    await done;
  }

  function add(channel: string, key: string, id: string, work: () => Promise<void>): void {
    const line = lineOf(channel);
    line.jobs.set(key, line.jobs.get(key) ?? { id, work });
    if (line.running) return;
    line.running = true;
    run(channel, line)
      // The end of a wait by stopping; what is left is done there.
      .catch(() => undefined)
      .finally(() => {
        line.running = false;
      });
  }

  return {
    touch(dispatch) {
      const { id, preview, summaryMessage } = dispatch;
      if (preview !== undefined) {
        add(preview.channel, `${id}/preview`, id, () => rewritePreview(id, deps));
      }
      if (summaryMessage !== undefined && isSettled(dispatch.state)) {
        add(summaryMessage.channel, `${id}/summary`, id, () => rewriteSummary(id, deps));
      }
    },
    written({ preview }) {
      if (preview !== undefined) lineOf(preview.channel).lastAt = now();
    },
    async settle(dispatchId) {
      for (const { jobs, current } of lines.values()) {
        for (const [key, { id }] of jobs) if (id === dispatchId) jobs.delete(key);
        if (current?.id === dispatchId) await current.done;
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

async function rewritePreview(id: string, deps: RefresherDependencies): Promise<void> {
  const dispatch = await deps.store.get(id);
  if (dispatch !== undefined) await showCurrent(dispatch, deps);
}

async function rewriteSummary(
  id: string,
  { store, announcer }: RefresherDependencies,
): Promise<void> {
  const dispatch = await store.get(id);
  if (dispatch?.summaryMessage === undefined || !isSettled(dispatch.state)) return;
  const deliveries = await store.getDeliveries(id);
  await announcer.updateSummary(dispatch.summaryMessage, dispatch, deliveries);
}
