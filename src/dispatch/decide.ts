import type { Clock } from "../clock.ts";
import { DispatchNotFoundError, MailTooLargeError, PreviewNotUpdatedError } from "../errors.ts";
import { alreadyDecided } from "./already-decided.ts";
import type { Decision, Dispatch, Requester } from "./dispatch.ts";
import { isTooLarge } from "./mail-size.ts";
import type { Announcer, DispatchStore, LoadSettings } from "./ports.ts";
import { assertMayBySettings } from "./rights.ts";
import { assertSenderReady, type SenderCheckDependencies } from "./sender-check.ts";

export interface DecideDependencies extends SenderCheckDependencies {
  readonly loadSettings: LoadSettings;
  readonly store: DispatchStore;
  readonly announcer: Announcer;
  readonly homeTeam: string;
  readonly clock: Clock;
}

/**
 * Throws unless this person may decide on this dispatch now. Asked again at every click: a button in front of
 * somebody is not a right.
 *
 * @throws NotAllowedError, DispatchNotFoundError, AlreadyDecidedError
 */
export async function assertDecidable(
  dispatchId: string,
  by: Requester,
  { loadSettings, store, homeTeam }: DecideDependencies,
): Promise<Dispatch> {
  await assertMayBySettings(loadSettings, homeTeam, by, "approve");
  return await findWaiting(dispatchId, store);
}

/**
 * A dispatch that nobody has decided on yet.
 *
 * @throws DispatchNotFoundError, AlreadyDecidedError
 */
export async function findWaiting(dispatchId: string, store: DispatchStore): Promise<Dispatch> {
  const dispatch = await store.get(dispatchId);
  if (dispatch === undefined) {
    throw new DispatchNotFoundError("This report is not on record.", {
      hint: "Ask for a new one.",
    });
  }
  if (dispatch.state !== "awaiting_approval") throw alreadyDecided(dispatch);
  return dispatch;
}

/**
 * Approves: from here on the report goes out. Of several decisions at the same time one wins; the others get
 * `AlreadyDecidedError`.
 *
 * @throws MailTooLargeError, SenderNotReadyError if the mail service would refuse it as things stand.
 */
export async function approve(
  dispatchId: string,
  by: Requester,
  deps: DecideDependencies,
): Promise<Dispatch> {
  const waiting = await assertDecidable(dispatchId, by, deps);
  if (isTooLarge(waiting)) {
    throw new MailTooLargeError("The mail is larger than the 10 MB that Amazon SES takes.", {
      hint: "Leave out an attachment, or choose a shorter period. Nothing was sent.",
    });
  }
  await assertSenderReady(waiting, deps);
  const approval = { by: by.userId, at: deps.clock.now().toISOString() };
  const { changed, dispatch } = await deps.store.changeState({
    dispatchId,
    to: "approved",
    approval,
  });
  // The answer may have been lost, and the sweep of another process gone on already: still this decision.
  if (changed || isSame(dispatch.approval, approval)) return dispatch;
  throw alreadyDecided(dispatch);
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
  await assertDecidable(dispatchId, by, deps);
  const rejection = { by: by.userId, at: deps.clock.now().toISOString(), reason };
  const { changed, dispatch } = await deps.store.changeState({
    dispatchId,
    to: "rejected",
    rejection,
  });
  if (!changed && !isSame(dispatch.rejection, rejection)) throw alreadyDecided(dispatch);
  await showRejection(dispatch, deps);
  return dispatch;
}

async function showRejection(dispatch: Dispatch, { announcer }: DecideDependencies): Promise<void> {
  if (dispatch.preview === undefined) return;
  try {
    await announcer.updatePreview(dispatch.preview, dispatch, []);
  } catch (cause) {
    throw new PreviewNotUpdatedError(
      "The report is rejected and will not be sent, but its preview could not be updated.",
      { cause },
    );
  }
}

function isSame(one: Decision | undefined, other: Decision): boolean {
  return one !== undefined && one.by === other.by && one.at === other.at;
}
