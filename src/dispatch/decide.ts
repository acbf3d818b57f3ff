import type { Clock } from "../clock.ts";
import { AlreadyDecidedError, DispatchNotFoundError, PreviewNotUpdatedError } from "../errors.ts";
import type { Decision, Dispatch, Requester } from "./dispatch.ts";
import type { Announcer, DispatchStore, LoadSettings } from "./ports.ts";
import { assertMayBySettings } from "./rights.ts";

export interface DecideDependencies {
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
 */
export async function approve(
  dispatchId: string,
  by: Requester,
  deps: DecideDependencies,
): Promise<Dispatch> {
  await assertDecidable(dispatchId, by, deps);
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

/** What was decided before. The surface that shows it adds who it was. */
function alreadyDecided(dispatch: Dispatch): AlreadyDecidedError {
  const decidedBy = (dispatch.approval ?? dispatch.rejection)?.by;
  return new AlreadyDecidedError(
    DECIDED[dispatch.state],
    decidedBy === undefined ? {} : { decidedBy },
  );
}

const DECIDED: Readonly<Record<Dispatch["state"], string>> = {
  awaiting_approval: "This report waits for a decision.",
  approved: "This report has been approved already.",
  sending: "This report has been approved already and is going out.",
  sent: "This report has been approved and sent already.",
  partly_sent: "This report has been approved and sent already, in part.",
  failed: "This report was approved already, but could not be sent.",
  rejected: "This report has been rejected already.",
  voided: "This report was withdrawn before anybody decided.",
};
