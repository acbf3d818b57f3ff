import type { Log } from "../log.ts";
import type { Announcer } from "./announcer-port.ts";
import { type Dispatch, isSameParking, roundOf } from "./dispatch.ts";
import { isSettled } from "./state.ts";
import type { DispatchStore } from "./store-port.ts";

/** More changes than this while one message is rewritten do not happen: a dispatch has few. */
const MOST_REWRITES = 5;

/**
 * Rewrites the preview until it shows the dispatch as it is. Two processes that rewrite at the same time may reach
 * Slack in the wrong order; whoever was last looks once more, and finds what the other has written down.
 */
export async function showCurrent(
  dispatch: Dispatch,
  { store, announcer }: { readonly store: DispatchStore; readonly announcer: Announcer },
): Promise<void> {
  if (dispatch.preview === undefined) return;
  let shown = dispatch;
  for (let rewrites = 0; rewrites < MOST_REWRITES; rewrites += 1) {
    const isUnderWay = shown.state === "sending" || isSettled(shown.state);
    const deliveries = isUnderWay ? await store.getDeliveries(shown.id) : [];
    await announcer.updatePreview(dispatch.preview, shown, deliveries);
    const current = await store.get(shown.id);
    if (current === undefined || isSameStage(current, shown)) return;
    shown = current;
  }
}

/** As {@link showCurrent}, where what happened counts whether or not it is shown. */
export async function showCurrentOrLog(
  dispatch: Dispatch,
  deps: { readonly store: DispatchStore; readonly announcer: Announcer; readonly log: Log },
): Promise<void> {
  await showCurrent(dispatch, deps).catch((err: unknown) => {
    deps.log.warn({ err, dispatch: dispatch.id }, "the preview could not be updated");
  });
}

function isSameStage(one: Dispatch, other: Dispatch): boolean {
  return (
    one.state === other.state &&
    roundOf(one) === roundOf(other) &&
    isSameParking(one.parked, other.parked) &&
    (one.approvals?.length ?? 0) === (other.approvals?.length ?? 0)
  );
}
