import { AlreadyDecidedError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Announcer } from "./announcer-port.ts";
import type { Dispatch } from "./dispatch.ts";
import { hasLapsed } from "./revision.ts";
import { showCurrentOrLog } from "./show-current.ts";
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
 * Ends what a draft takes the place of, once its own preview stands.
 *
 *     old  ── approve ──► approved: the new one is withdrawn      one write to the old head decides
 *        └─── void ─────► voided: the new one stands alone
 *
 * @throws AlreadyDecidedError after withdrawing the new one, if somebody has decided on the old one; StoreUnavailableError:
 *   then both stand, and the approval of one is the end of the other, see `prevail`.
 */
export async function replaceOld(
  drafted: Dispatch,
  { old, because }: Replacement,
  deps: ReplaceOldDependencies,
): Promise<void> {
  const { store } = deps;
  if (hasLapsed(old)) return;
  const end = { dispatchId: old.id, to: "voided", voidedBecause: because } as const;
  const { changed, dispatch } = await store.changeState(end);
  if (changed) return await showCurrentOrLog(dispatch, deps);
  if (hasLapsed(dispatch)) return;
  const withdrawn = await store.changeState({
    dispatchId: drafted.id,
    to: "voided",
    voidedBecause: "The report that it was to replace was decided on first.",
  });
  await showCurrentOrLog(withdrawn.dispatch, deps);
  // Not in the words for a decision on this very one: whoever made the other one has to hear of it, too.
  throw new AlreadyDecidedError(
    "This preview was withdrawn: the report that it was to replace was decided on first.",
  );
}
