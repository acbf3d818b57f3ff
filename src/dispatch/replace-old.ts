import { AlreadyDecidedError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Announcer } from "./announcer-port.ts";
import type { Dispatch } from "./dispatch.ts";
import type { DispatchStore } from "./store-port.ts";

/** That a draft takes the place of another. */
export interface Replacement {
  readonly old: Dispatch;
  /** What the old one says then. */
  readonly because: string;
}

export interface ReplaceOldDependencies {
  readonly store: DispatchStore;
  readonly announcer: Announcer;
  readonly log: Log;
}

/**
 * Ends what a dispatch takes the place of, if it still waits: of the two only one can be approved. Asked again at the
 * approval, since the first time may have failed, or somebody be faster.
 *
 *     old  ── approve ──► approved: the new one is withdrawn      one write to the old head decides
 *        └─── void ─────► voided: the new one may be approved
 *
 * @throws AlreadyDecidedError after withdrawing the new one, if somebody has decided on the old one.
 */
export async function replaceOld(
  dispatch: Dispatch,
  because: string,
  deps: ReplaceOldDependencies,
): Promise<void> {
  const { store } = deps;
  const old = dispatch.replaces === undefined ? undefined : await store.get(dispatch.replaces);
  if (old === undefined || isOver(old)) return;
  const change = await store.changeState({
    dispatchId: old.id,
    to: "voided",
    voidedBecause: because,
  });
  if (change.changed) return await show(change.dispatch, deps);
  if (isOver(change.dispatch)) return;
  const withdrawn = await store.changeState({
    dispatchId: dispatch.id,
    to: "voided",
    voidedBecause: "The report that it was to replace was decided on first.",
  });
  await show(withdrawn.dispatch, deps);
  // Not in the words for a decision on this very one: whoever made the other one has to hear of it, too.
  throw new AlreadyDecidedError(
    "This preview was withdrawn: the report that it was to replace was decided on first.",
  );
}

/** It waits no more, and nobody has decided on it. */
function isOver({ state }: Dispatch): boolean {
  return state === "voided" || state === "expired";
}

async function show(dispatch: Dispatch, { announcer, log }: ReplaceOldDependencies): Promise<void> {
  if (dispatch.preview === undefined) return;
  await announcer.updatePreview(dispatch.preview, dispatch, []).catch((err: unknown) => {
    log.warn({ err, dispatch: dispatch.id }, "the preview could not be updated");
  });
}
