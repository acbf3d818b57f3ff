import { AlreadyDecidedError } from "../errors.ts";
import type { Dispatch } from "./dispatch.ts";
import type { ReplaceOldDependencies } from "./replace-old.ts";
import { ancestorsOf, hasLapsed, makeCurrent } from "./revision.ts";
import { showCurrentOrLog } from "./show-current.ts";

/**
 * Makes a revision that is about to be approved the only one that can go out: it becomes the current one, and everything
 * it replaces ends. What it does not end cannot be approved any more:
 *
 *     an ancestor     ended here, by a write to its head that its own approval would lose to, or win against
 *     a descendant    has to end this one first, the same way
 *     any other       becomes the current one only by ending the one that is, with all that one was to replace
 *
 * @throws AlreadyDecidedError after withdrawing the revision, if another one was decided on first.
 */
export async function prevail(waiting: Dispatch, deps: ReplaceOldDependencies): Promise<void> {
  // The first of them has nothing to end, and every other one has to end it.
  if (waiting.replaces === undefined) return;
  const stands = (await becomesCurrent(waiting, deps)) && (await endsAncestors(waiting, deps));
  if (stands) return;
  await end(waiting, "Another preview of this report was decided on first.", deps);
  // Not in the words for a decision on this very one: whoever made the other one has to hear of it, too.
  throw new AlreadyDecidedError(
    "This preview was withdrawn: another preview of this report was decided on first.",
  );
}

async function becomesCurrent(waiting: Dispatch, deps: ReplaceOldDependencies): Promise<boolean> {
  const { store } = deps;
  for (let holder = await makeCurrent(waiting, store); holder !== waiting.id; ) {
    const rival = holder === undefined ? undefined : await store.get(holder);
    if (rival === undefined) return false;
    if (await descendsFrom(rival, waiting, deps)) return true;
    if (!(await endsRivals(rival, deps))) return false;
    holder = await makeCurrent(waiting, store, rival.id);
  }
  return true;
}

/** The one that is current, and what it was to replace: any of these may be about to go out. */
async function endsRivals(current: Dispatch, deps: ReplaceOldDependencies): Promise<boolean> {
  const because = "Replaced: another preview of this report was approved.";
  const goesOut = (it: Dispatch) => !hasLapsed(it) && it.state !== "rejected";
  if (goesOut(await end(current, because, deps))) return false;
  for await (const ancestor of ancestorsOf(current, deps.store)) {
    if (goesOut(await end(ancestor, because, deps))) return false;
  }
  return true;
}

async function descendsFrom(
  one: Dispatch,
  other: Dispatch,
  { store }: ReplaceOldDependencies,
): Promise<boolean> {
  for await (const ancestor of ancestorsOf(one, store)) if (ancestor.id === other.id) return true;
  return false;
}

async function endsAncestors(waiting: Dispatch, deps: ReplaceOldDependencies): Promise<boolean> {
  for await (const ancestor of ancestorsOf(waiting, deps.store)) {
    const ended = await end(ancestor, "Replaced: a new preview stands below.", deps);
    if (!hasLapsed(ended)) return false;
  }
  return true;
}

/** Ends one that waits, and shows that. @returns The dispatch as it is then. */
async function end(
  revision: Dispatch,
  voidedBecause: string,
  deps: ReplaceOldDependencies,
): Promise<Dispatch> {
  if (revision.state !== "awaiting_approval") return revision;
  const change = { dispatchId: revision.id, to: "voided", voidedBecause } as const;
  const { changed, dispatch } = await deps.store.changeState(change);
  if (changed) await showCurrentOrLog(dispatch, deps);
  return dispatch;
}
