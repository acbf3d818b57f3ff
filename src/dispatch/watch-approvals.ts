import { isExpired } from "./approval-policy.ts";
import { ableToApprove, firstMembers } from "./approval-rights.ts";
import type { Dispatch } from "./dispatch.ts";
import { type ExpiryDependencies, expire, showExpiry } from "./expiry.ts";
import type { People } from "./people.ts";
import type { LoadSettings, Reminder } from "./ports.ts";
import { readRoster } from "./roster.ts";

export interface WatchDependencies extends ExpiryDependencies {
  readonly loadSettings: LoadSettings;
  readonly people: People;
  readonly reminder: Reminder;
}

/** Reminds of dispatches that wait, and ends those whose time is over. One that fails does not stop the others. */
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
  if (isExpired(dispatch, deps.clock.now())) await expire(dispatch, deps);
  else await remind(dispatch, deps);
}

/** Claimed by the write that takes the reminder off the queue: a reminder may get lost, but is not repeated. */
async function remind(waiting: Dispatch, deps: WatchDependencies): Promise<void> {
  if (waiting.remindedAt !== undefined || waiting.approvalExpiresAt === undefined) return;
  const { changed, dispatch } = await deps.store.changeState({
    dispatchId: waiting.id,
    to: "awaiting_approval",
    event: "reminded",
    remindedAt: deps.clock.now().toISOString(),
    dueAt: waiting.approvalExpiresAt,
    seen: waiting,
  });
  if (changed) await deps.reminder.remind(dispatch, await whoIsLeft(dispatch, deps));
}

/** Whoever could approve it, and has not. */
async function whoIsLeft(
  { reportType, requestedBy, approvals = [], choices }: Dispatch,
  { loadSettings, people }: WatchDependencies,
): Promise<readonly string[]> {
  const roster = await readRoster(await loadSettings(), people);
  const asked = { roster, by: requestedBy };
  const able = ableToApprove(asked, reportType, choices.approvers).filter(
    (userId) => !approvals.some(({ by }) => by === userId),
  );
  return await firstMembers(able, people, MOST_REMINDED);
}

/** Of a group of hundreds not everybody is asked: the thread, too, says that it waits. */
const MOST_REMINDED = 20;
