import { RecallTooLateError } from "../errors.ts";
import { alreadyDecided } from "./already-decided.ts";
import { mayDecide } from "./approval-rights.ts";
import { type DecideDependencies, findDispatch, showDecision } from "./decide.ts";
import type { Delivery, DeliveryState } from "./delivery.ts";
import { type Dispatch, isSameDecision, type Requester } from "./dispatch.ts";
import { may, readAccess, refusal } from "./rights.ts";
import { isSettled } from "./state.ts";
import type { DispatchStore } from "./store-port.ts";

/**
 * Calls an approved report back while it is held. Recall and the beginning of the sending are both one conditional
 * write from the same state: one of them wins.
 *
 * @throws NotAllowedError, DispatchNotFoundError; AlreadyDecidedError; RecallTooLateError with what has gone out;
 *   PreviewNotUpdatedError if the recall stands but could not be shown.
 */
export async function recall(
  dispatchId: string,
  by: Requester,
  deps: DecideDependencies,
): Promise<Dispatch> {
  const held = await assertMayRecall(dispatchId, by, deps);
  const at = deps.clock.now().toISOString();
  const decision = { by: by.userId, at, hash: held.artifactHash };
  const { changed, dispatch } = await deps.store.changeState({
    dispatchId,
    to: "recalled",
    recall: decision,
  });
  if (!changed && !isSameDecision(dispatch.recall, decision))
    throw await tooLate(dispatch, deps.store);
  await showDecision(dispatch, "The report is recalled and will not be sent", deps);
  return dispatch;
}

/** Whoever asked for it, whoever may approve it, and admins: calling back needs less than letting go. */
async function assertMayRecall(
  dispatchId: string,
  by: Requester,
  deps: DecideDependencies,
): Promise<Dispatch> {
  const access = await readAccess(deps, by);
  const dispatch = may(access, "view") ? await findDispatch(dispatchId, deps.store) : undefined;
  if (
    dispatch !== undefined &&
    (dispatch.requestedBy.userId === by.userId ||
      mayDecide(access, dispatch.reportType) ||
      access.role === "admin")
  ) {
    return dispatch;
  }
  throw refusal(
    access,
    "You may not recall this report.",
    "Nothing was changed. Ask whoever requested it, an approver or an admin, soon.",
  );
}

async function tooLate(dispatch: Dispatch, store: DispatchStore): Promise<Error> {
  if (dispatch.state !== "sending" && !isSettled(dispatch.state)) return alreadyDecided(dispatch);
  const deliveries = await store.getDeliveries(dispatch.id);
  const inDoubt = count(deliveries, ({ state }) => state === "claimed" || state === "uncertain");
  const gone = count(deliveries, ({ state }) => !NOT_KNOWN_TO_BE_OUT.includes(state));
  const perhaps = inDoubt === 0 ? "" : `, and perhaps to ${inDoubt} more`;
  const total = dispatch.recipientNames.length;
  return new RecallTooLateError(
    `It is too late to recall this report: it has gone out to ${gone} of ${total}${perhaps}.`,
    {
      hint: "Nothing was recalled. Write to the recipients if the report must not be used.",
    },
  );
}

const NOT_KNOWN_TO_BE_OUT: readonly DeliveryState[] = ["pending", "claimed", "failed", "uncertain"];

/** People of the audience, not mails. */
function count(deliveries: readonly Delivery[], are: (delivery: Delivery) => boolean): number {
  return deliveries
    .filter((delivery) => delivery.kind === "recipient" && are(delivery))
    .reduce((sum, { recipients }) => sum + recipients, 0);
}
