import type { Clock } from "../clock.ts";
import {
  DispatchNotFoundError,
  MailTooLargeError,
  PreviewNotPostedError,
  PreviewNotUpdatedError,
} from "../errors.ts";
import type { Log } from "../log.ts";
import { alreadyDecided } from "./already-decided.ts";
import type { Announcer } from "./announcer-port.ts";
import {
  assertIsChosen,
  assertMayDecide,
  assertNotRequester,
  type DecidingDependencies,
  mayStillDecide,
  readAccessToDecide,
} from "./approval-rights.ts";
import { type Dispatch, isSameDecision, type Requester } from "./dispatch.ts";
import { assertInTime } from "./expiry.ts";
import { assertFresh, type FreshnessDependencies, type Unread } from "./freshness.ts";
import { isTooLarge } from "./mail-size.ts";
import { prevail } from "./prevail.ts";
import { recordApproval } from "./record-approval.ts";
import { assertSenderReady, type SenderCheckDependencies } from "./sender-check.ts";
import { showCurrent } from "./show-current.ts";
import type { DispatchStore } from "./store-port.ts";

export interface DecideDependencies extends DecidingDependencies, SenderCheckDependencies {
  readonly store: DispatchStore;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Throws unless this person may decide on this dispatch now. Asked again at every click: a button in front of
 * somebody is not a right.
 *
 * @throws NotAllowedError, DispatchNotFoundError, AlreadyDecidedError, PreviewNotPostedError, ApprovalExpiredError
 */
export async function assertDecidable(
  dispatchId: string,
  by: Requester,
  deps: DecideDependencies,
): Promise<Dispatch> {
  const access = await readAccessToDecide(deps, by);
  const waiting = await findWaiting(dispatchId, deps.store);
  assertMayDecide(access, waiting.reportType);
  assertShown(waiting);
  await assertInTime(waiting, deps);
  return waiting;
}

/** Nobody decides on what nobody could look at: between the draft and its preview lies Slack. */
function assertShown({ preview }: Dispatch): void {
  if (preview !== undefined) return;
  throw new PreviewNotPostedError("The preview of this report does not stand yet.", {
    hint: "Wait for it, and decide there. If none comes, ask for the report again.",
  });
}

/**
 * A dispatch that nobody has decided on yet.
 *
 * @throws DispatchNotFoundError, AlreadyDecidedError
 */
export async function findWaiting(dispatchId: string, store: DispatchStore): Promise<Dispatch> {
  const dispatch = await findDispatch(dispatchId, store);
  if (dispatch.state !== "awaiting_approval") throw alreadyDecided(dispatch);
  return dispatch;
}

/** @throws DispatchNotFoundError */
export async function findDispatch(dispatchId: string, store: DispatchStore): Promise<Dispatch> {
  const dispatch = await store.get(dispatchId);
  if (dispatch === undefined) {
    throw new DispatchNotFoundError("This report is not on record.", {
      hint: "It may be past the time it was kept. Ask for it again.",
    });
  }
  return dispatch;
}

/** An approval that is on record. */
export interface Approved {
  /** Still waiting, if another person has to approve it too; held back, if it can be recalled for a while. */
  readonly dispatch: Dispatch;
  /** Why nobody could tell whether the data has changed since the preview. */
  readonly unread?: Unread;
}

/**
 * Approves what was shown: with the last approval that it takes, the report goes out. Of several decisions at the
 * same time one wins; the others get `AlreadyDecidedError`.
 *
 * @throws What `assertDecidable` throws; MailTooLargeError; SenderNotReadyError; ChangedSincePreviewError after withdrawing the preview;
 *   PreviewNotUpdatedError if the approval stands but could not be shown.
 */
export async function approve(
  dispatchId: string,
  by: Requester,
  deps: DecideDependencies & FreshnessDependencies,
): Promise<Approved> {
  const waiting = await assertDecidable(dispatchId, by, deps);
  if (isTooLarge(waiting)) {
    throw new MailTooLargeError("The mail is larger than the 10 MB that Amazon SES takes.", {
      hint: "Leave out an attachment, or choose a shorter period. Nothing was sent.",
    });
  }
  assertNotRequester(waiting, by);
  assertIsChosen(waiting, by);
  await assertSenderReady(waiting, deps);
  const unread = await assertFresh(waiting, deps);
  await prevail(waiting, deps);
  const hash = waiting.artifactHash;
  const approval = { by: by.userId, at: deps.clock.now().toISOString(), hash };
  const dispatch = await recordApproval(waiting, approval, {
    ...deps,
    mayStillApprove: (userId) => mayStillDecide(userId, waiting.reportType, deps),
  });
  // Of an approval that leads straight to the sending, the sender shows that it has begun.
  if (dispatch.state === "awaiting_approval" || dispatch.heldUntil !== undefined) {
    await showDecision(dispatch, "The report is approved", deps);
  }
  return { dispatch, ...(unread && { unread }) };
}

/**
 * Rejects with a reason, and shows it.
 *
 * @throws PreviewNotUpdatedError if the rejection stands but could not be shown.
 */
export async function reject(
  dispatchId: string,
  by: Requester,
  reason: string,
  deps: DecideDependencies,
): Promise<Dispatch> {
  const waiting = await assertDecidable(dispatchId, by, deps);
  const at = deps.clock.now().toISOString();
  const rejection = { by: by.userId, at, reason, hash: waiting.artifactHash };
  const { changed, dispatch } = await deps.store.changeState({
    dispatchId,
    to: "rejected",
    rejection,
  });
  if (!changed && !isSameDecision(dispatch.rejection, rejection)) throw alreadyDecided(dispatch);
  await showDecision(dispatch, "The report is rejected and will not be sent", deps);
  return dispatch;
}

/**
 * Rewrites the preview after a decision.
 *
 * @param what What was decided, as the beginning of a sentence.
 * @throws PreviewNotUpdatedError: the decision stands.
 */
export async function showDecision(
  dispatch: Dispatch,
  what: string,
  deps: Pick<DecideDependencies, "store" | "announcer">,
): Promise<void> {
  try {
    await showCurrent(dispatch, deps);
  } catch (cause) {
    throw new PreviewNotUpdatedError(`${what}, but its preview could not be updated.`, { cause });
  }
}
