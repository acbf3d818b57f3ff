import type { Clock } from "../clock.ts";
import { AlreadyDecidedError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Replacement } from "./replace-old.ts";
import { hasLapsed, makeCurrent } from "./revision.ts";
import type { DispatchStore } from "./store-port.ts";
import { endUnshown, wasSeen } from "./unseen.ts";

/** Whoever has put no preview in front of people after this long has died on the way. */
const UNSHOWN_MS = 10 * 60_000;

export interface FollowOldDependencies {
  readonly store: DispatchStore;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Makes a draft the one that follows a preview, see {@link makeCurrent}. Of two people who replace the same preview at
 * the same time one wins; the other's draft is withdrawn before anybody sees it.
 *
 * @param drafted Nobody has seen it yet. Where this fails, nobody will.
 * @throws AlreadyDecidedError if another one follows it; StoreUnavailableError
 */
export async function followOld(
  replacement: Replacement,
  drafted: Dispatch,
  deps: FollowOldDependencies,
): Promise<void> {
  const { store, log } = deps;
  try {
    const rival = await findRival(replacement.old, drafted, deps);
    if (rival === undefined) return;
    throw new AlreadyDecidedError(describe(replacement, rival));
  } catch (error) {
    const withdrawal = { to: "voided", voidedBecause: "Not needed." } as const;
    await store.changeState({ dispatchId: drafted.id, ...withdrawal }).catch((err: unknown) => {
      // It cannot be decided on without a preview, and ends when it would have been reminded of.
      log.error({ err, dispatch: drafted.id }, "a draft that nobody sees could not be withdrawn");
    });
    throw error;
  }
}

/** @returns undefined if the draft is the one that follows; `unknown` for one that is not on record. */
async function findRival(
  old: Dispatch,
  drafted: Dispatch,
  deps: FollowOldDependencies,
): Promise<Dispatch | "unknown" | undefined> {
  const { store } = deps;
  const holder = await makeCurrent(drafted, store);
  if (holder === drafted.id) return undefined;
  const rival = holder === undefined ? undefined : await store.get(holder);
  if (rival === undefined) return "unknown";
  if (!(await givesWay(rival, old, deps))) return rival;
  const now = await makeCurrent(drafted, store, rival.id);
  if (now === drafted.id) return undefined;
  return (now === undefined ? undefined : await store.get(now)) ?? "unknown";
}

/** Whether the one that is current counts no more, beside the one that is to be replaced. */
async function givesWay(
  rival: Dispatch,
  old: Dispatch,
  { store, clock }: FollowOldDependencies,
): Promise<boolean> {
  if (rival.id === old.id) return true;
  if (rival.state === "awaiting_approval") {
    const age = clock.now().getTime() - new Date(rival.generatedAt).getTime();
    if (rival.preview !== undefined || age < UNSHOWN_MS) return false;
    return await endUnshown(rival.id, store);
  }
  // What followed the old one is over, and the old one waits on: whoever replaces it begins anew.
  if (old.state === "awaiting_approval") return hasLapsed(rival) || rival.state === "rejected";
  // Of one that is over, the one that followed has the button for the next, if it was seen.
  return hasLapsed(rival) && !wasSeen(rival);
}

function describe({ old, because }: Replacement, rival: Dispatch | "unknown"): string {
  if (rival !== "unknown" && rival.state === "awaiting_approval" && rival.preview === undefined) {
    return "A new preview of this report is on its way already. If none comes, try again.";
  }
  return old.state === "awaiting_approval"
    ? because
    : "A fresh preview of this report has been made already. Decide there, or ask for the report again.";
}
