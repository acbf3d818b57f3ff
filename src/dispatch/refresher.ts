import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Announcer } from "./announcer-port.ts";
import type { Dispatch, MessageRef } from "./dispatch.ts";
import { createPace } from "./pace.ts";
import { showCurrent } from "./show-current.ts";
import { isHeld, isSettled } from "./state.ts";
import type { DispatchStore } from "./store-port.ts";
import { dispatchOf, messageOf, type Unshown } from "./unshown.ts";

/** Rewrites what people see of dispatches while much happens to them, at a pace that Slack allows. */
export interface Refresher {
  /** Something has happened to it: its messages are rewritten soon, as it stands then. Takes no time and never throws. */
  touch(dispatch: Dispatch): void;
  /**
   * Like {@link touch}, for one that has ended, or is held: nobody goes on with it, so that it is put on record first that its
   * messages are behind.
   *
   * @throws StoreUnavailableError
   */
  owe(dispatch: Dispatch): Promise<void>;
  /** Makes up for what a process that was killed has owed; called every minute, by every process. */
  catchUp(): Promise<void>;
  /** Its preview was written just now by somebody else. */
  written(dispatch: Dispatch): void;
  /** Nothing of it waits to be rewritten any more; resolves when no rewriting of it is under way. */
  settle(dispatchId: string): Promise<void>;
  /** What still waits is rewritten without any further wait. */
  stop(): Promise<void>;
}

export interface RefresherDependencies {
  readonly store: DispatchStore;
  readonly unshown: Unshown;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly log: Log;
}

/** Whoever lives has come to it by then. */
const OWED_MS = 60_000;

interface Message {
  readonly key: string;
  readonly place: MessageRef;
  readonly rewrite: () => Promise<void>;
}

export function createRefresher(deps: RefresherDependencies): Refresher {
  const { store, unshown, clock } = deps;
  const pace = createPace(deps);

  function touch(dispatch: Dispatch): void {
    for (const { key, place, rewrite } of messagesOf(dispatch, deps)) {
      const pay = isAtRest(dispatch) ? () => payUp(key, rewrite, deps) : rewrite;
      pace.add(place.channel, key, dispatch.id, pay);
    }
  }

  return {
    touch,
    async owe(dispatch) {
      const behind = messagesOf(dispatch, deps).filter(
        ({ key, place }) => !pace.isWaiting(place.channel, key),
      );
      if (isAtRest(dispatch)) await Promise.all(behind.map(({ key }) => unshown.mark(key)));
      touch(dispatch);
    },
    async catchUp() {
      const owed = await unshown.markedBefore(new Date(clock.now().getTime() - OWED_MS));
      for (const id of new Set(owed.map(dispatchOf))) {
        const dispatch = await store.get(id);
        // Whoever sends it shows it.
        if (dispatch !== undefined && isAtRest(dispatch)) touch(dispatch);
      }
    },
    written({ preview }) {
      if (preview !== undefined) pace.written(preview.channel);
    },
    settle: pace.settle,
    stop: pace.stop,
  };
}

/** Nobody goes on with it now, who would show it. */
function isAtRest(dispatch: Dispatch): boolean {
  return isSettled(dispatch.state) || isHeld(dispatch);
}

function messagesOf(dispatch: Dispatch, deps: RefresherDependencies): readonly Message[] {
  const { id, state, preview, summaryMessage } = dispatch;
  return [
    ...(preview === undefined
      ? []
      : [
          {
            key: messageOf(dispatch, "preview"),
            place: preview,
            rewrite: () => rewritePreview(id, deps),
          },
        ]),
    ...(summaryMessage === undefined || !isSettled(state)
      ? []
      : [
          {
            key: messageOf(dispatch, "summary"),
            place: summaryMessage,
            rewrite: () => rewriteSummary(id, deps),
          },
        ]),
  ];
}

/** The mark is read before the record: what happens in between is marked anew. */
async function payUp(
  key: string,
  rewrite: () => Promise<void>,
  { unshown, announcer }: RefresherDependencies,
): Promise<void> {
  const mark = await unshown.find(key);
  try {
    await rewrite();
  } catch (error) {
    // What is gone shows nothing any more.
    if (mark !== undefined && announcer.lossIn(error) !== undefined) await unshown.clear(key, mark);
    throw error;
  }
  if (mark !== undefined) await unshown.clear(key, mark);
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
