import { type Dispatch, roundOf } from "./dispatch.ts";
import { finalState, isSettled } from "./state.ts";
import type { DispatchStore } from "./store-port.ts";

const ENDS = ["sent", "partly_sent", "failed"] as const;

/**
 * Judges anew how a dispatch ended, after the mail service has told of one of its mails: it took one that was in doubt,
 * or did not send one that it had taken.
 *
 * @returns The dispatch as it is now.
 */
export async function rejudge(seen: Dispatch, store: DispatchStore): Promise<Dispatch> {
  const current = (await store.get(seen.id)) ?? seen;
  if (!isSettled(current.state)) return current;
  const to = finalState(await store.getDeliveries(current.id));
  if (to === undefined || to === current.state) return current;
  const from = ENDS.filter((end) => end !== to);
  const change = { dispatchId: current.id, to, from, round: roundOf(current) };
  return (await store.changeState(change)).dispatch;
}
