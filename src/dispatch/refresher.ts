import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Dispatch } from "./dispatch.ts";
import { createPace } from "./pace.ts";
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

export function createRefresher(deps: RefresherDependencies): Refresher {
  const pace = createPace(deps);
  return {
    touch({ id, state, preview, summaryMessage }) {
      if (preview !== undefined) {
        pace.add(preview.channel, `${id}/preview`, id, () => rewritePreview(id, deps));
      }
      if (summaryMessage !== undefined && isSettled(state)) {
        pace.add(summaryMessage.channel, `${id}/summary`, id, () => rewriteSummary(id, deps));
      }
    },
    written({ preview }) {
      if (preview !== undefined) pace.written(preview.channel);
    },
    settle: pace.settle,
    stop: pace.stop,
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
