import type { Occasion } from "./announcer-port.ts";
import { escalationAt, isExpired, lookAgainAt, reminderAt } from "./approval-policy.ts";
import { type AskDependencies, whoCanApprove, whoHearsOfSilence } from "./ask-people.ts";
import type { Dispatch } from "./dispatch.ts";
import { type ExpiryDependencies, expire, showExpiry } from "./expiry.ts";
import { endUnshown } from "./unseen.ts";

export type WatchDependencies = ExpiryDependencies & AskDependencies;

/**
 * Reminds of dispatches that wait, tells others of those that go on waiting, and ends those whose time is over. One that
 * fails does not stop the others.
 */
export async function watchApprovals(deps: WatchDependencies): Promise<void> {
  for (const dispatchId of await deps.store.findDueApprovals()) {
    try {
      const dispatch = await deps.store.get(dispatchId);
      if (dispatch !== undefined) await attend(dispatch, deps);
    } catch (err) {
      deps.log.error({ err, dispatch: dispatchId }, "could not attend to a waiting dispatch");
    }
  }
}

async function attend(dispatch: Dispatch, deps: WatchDependencies): Promise<void> {
  if (dispatch.state === "expired") return await showExpiry(dispatch, deps);
  // The index may be behind: somebody has decided.
  if (dispatch.state !== "awaiting_approval") return;
  // Its process died before anybody saw it: there is nothing to remind of.
  if (dispatch.preview === undefined) {
    await endUnshown(dispatch.id, deps.store);
    return;
  }
  const now = deps.clock.now();
  if (isExpired(dispatch, now)) {
    await expire(dispatch, deps);
    return;
  }
  // After a long stop both may be due: whoever is told of the silence needs no reminder before it.
  if (isDue(escalationAt(dispatch), now)) return await ask(dispatch, "escalation", deps);
  if (isDue(reminderAt(dispatch), now)) await ask(dispatch, "reminder", deps);
}

function isDue(at: string | undefined, now: Date): boolean {
  return at !== undefined && at <= now.toISOString();
}

/** Claimed by the write that takes it off the queue: it may get lost in a crash, but nobody is asked twice. */
async function ask(
  waiting: Dispatch,
  occasion: Exclude<Occasion, "unseen">,
  deps: WatchDependencies,
): Promise<void> {
  const now = deps.clock.now().toISOString();
  const escalates = occasion === "escalation";
  const done: Pick<Dispatch, "remindedAt" | "escalatedAt"> = {
    // The escalation reminds as well, where that is still to come.
    ...(reminderAt(waiting) !== undefined && { remindedAt: now }),
    ...(escalates && { escalatedAt: now }),
  };
  const dueAt = lookAgainAt({ ...waiting, ...done });
  const { changed, dispatch } = await deps.store.changeState({
    dispatchId: waiting.id,
    to: "awaiting_approval",
    event: escalates ? "escalated" : "reminded",
    ...done,
    ...(dueAt !== undefined && { dueAt }),
    seen: waiting,
  });
  if (!changed) return;
  const approvers = await whoCanApprove(dispatch, deps);
  if (!escalates) return await deps.reminder.remind(dispatch, approvers, "reminder");
  const told = await whoHearsOfSilence(dispatch, deps);
  await deps.reminder.remind(dispatch, told, "escalation");
  const unasked = approvers.filter((userId) => !told.includes(userId));
  if (done.remindedAt !== undefined) await deps.reminder.remind(dispatch, unasked, "reminder");
}
