import { AlreadyDecidedError } from "../errors.ts";
import { alreadyDecided } from "./already-decided.ts";
import { DEFAULT_POLICY, isExpired, later, lookAgainAt } from "./approval-policy.ts";
import { type Decision, type Dispatch, isSameDecision } from "./dispatch.ts";
import { assertInTime, type ExpiryDependencies } from "./expiry.ts";
import type { StateChange } from "./store-port.ts";

export interface RecordApprovalDependencies extends ExpiryDependencies {
  /** Whether somebody who has approved it could do so now. */
  mayStillApprove(userId: string): Promise<boolean>;
}

/**
 * Puts one person's approval on record. Each attempt is one conditional write on the approvals that were read:
 * of two people who approve at the same time one is the first, and the other reads that and is the second.
 *
 *     2 needed:  awaiting_approval ── A ──► awaiting_approval (1 of 2) ── B ──► approved
 *                                                                     └─ A has lost the right ── B ──► 1 of 2, B's
 *
 * @returns The dispatch with it: approved, or waiting for another person.
 * @throws AlreadyDecidedError, ApprovalExpiredError
 */
export async function recordApproval(
  waiting: Dispatch,
  approval: Decision,
  deps: RecordApprovalDependencies,
): Promise<Dispatch> {
  let seen = waiting;
  for (;;) {
    if (isBy(seen, approval.by)) throw approvedBySame();
    const standing = await stillStanding(seen, deps);
    const { changed, dispatch } = await deps.store.changeState(nextStep(seen, standing, approval));
    // The answer may have been lost, and the sweep of another process gone on already: still this decision.
    if (changed || dispatch.approvals?.some((one) => isSameDecision(one, approval)))
      return dispatch;
    if (dispatch.state !== "awaiting_approval") throw alreadyDecided(dispatch);
    if (isExpired(dispatch, deps.clock.now())) await assertInTime(dispatch, deps);
    // Somebody else's approval or the reminder came in between; this one still counts. Both happen only so often.
    seen = dispatch;
  }
}

/** The approvals of those who could give them now: a right that was withdrawn meanwhile lets nothing out. */
async function stillStanding(
  { approvals = [] }: Dispatch,
  { mayStillApprove }: RecordApprovalDependencies,
): Promise<readonly Decision[]> {
  const stand = await Promise.all(approvals.map(({ by }) => mayStillApprove(by)));
  return approvals.filter((_, n) => stand[n]);
}

function nextStep(seen: Dispatch, standing: readonly Decision[], approval: Decision): StateChange {
  const policy = seen.policy ?? DEFAULT_POLICY;
  const approvals = [...standing, approval];
  const gone = (seen.approvals ?? []).filter((one) => !standing.includes(one));
  const lapsed = gone.map(({ by }) => by);
  const change = {
    dispatchId: seen.id,
    approvals,
    seen,
    ...(lapsed.length > 0 && { lapsed: [...(seen.lapsed ?? []), ...lapsed] }),
  };
  if (approvals.length < policy.approvals) {
    const dueAt = lookAgainAt(seen);
    return {
      ...change,
      to: "awaiting_approval",
      event: "approved_in_part",
      ...(dueAt && { dueAt }),
    };
  }
  const heldUntil = endOfHold(seen, approval);
  return {
    ...change,
    to: "approved",
    approval,
    ...(heldUntil !== undefined && { heldUntil, dueAt: heldUntil }),
  };
}

/** The later of the time in which it can be recalled and the moment it is meant for; undefined if it may leave now. */
function endOfHold({ policy = DEFAULT_POLICY, choices }: Dispatch, { at }: Decision) {
  const moments = [
    later(at, policy.holdMs),
    ...(choices.sendAt === undefined ? [] : [choices.sendAt]),
  ];
  return moments
    .filter((moment) => moment > at)
    .toSorted()
    .at(-1);
}

function isBy({ approvals = [] }: Dispatch, userId: string): boolean {
  return approvals.some(({ by }) => by === userId);
}

function approvedBySame(): AlreadyDecidedError {
  return new AlreadyDecidedError(
    "You have approved this report already. It waits for the approval of another person.",
  );
}
