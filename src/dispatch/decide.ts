import type { Clock } from "../clock.ts";
import { AlreadyDecidedError, DispatchNotFoundError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Dispatch, Requester } from "./dispatch.ts";
import type { Announcer, DispatchStore, LoadPortfolio } from "./ports.ts";
import { assertMay } from "./rights.ts";

export interface DecideDependencies {
  readonly loadPortfolio: LoadPortfolio;
  readonly store: DispatchStore;
  readonly announcer: Announcer;
  readonly homeTeam: string;
  readonly clock: Clock;
  readonly log: Log;
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
  { loadPortfolio, store, homeTeam }: DecideDependencies,
): Promise<Dispatch> {
  const { settings } = await loadPortfolio();
  assertMay(settings, homeTeam, by, "approve");
  const dispatch = await store.get(dispatchId);
  if (dispatch === undefined) {
    throw new DispatchNotFoundError("This report is no longer on record.", {
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
  if (!changed) throw alreadyDecided(dispatch);
  return dispatch;
}

/** Rejects with a reason, and shows it. */
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
  if (!changed) throw alreadyDecided(dispatch);
  if (dispatch.preview !== undefined) {
    await deps.announcer.updatePreview(dispatch.preview, dispatch, []);
  }
  return dispatch;
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
