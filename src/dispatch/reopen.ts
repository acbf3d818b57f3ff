import { AlreadyDecidedError, NothingToSendError } from "../errors.ts";
import { alreadyDecided } from "./already-decided.ts";
import { assertMayDecide, readAccessToDecide } from "./approval-rights.ts";
import { type DecideDependencies, findDispatch } from "./decide.ts";
import { type Delivery, refOf } from "./delivery.ts";
import { type Dispatch, type Reopening, type Requester, roundOf } from "./dispatch.ts";
import { keepBack } from "./keep-back.ts";
import { loadToSend } from "./load-to-send.ts";
import { assertRoom } from "./reopening-room.ts";
import { assertSenderReady } from "./sender-check.ts";
import type { LeftOut, SkipDependencies } from "./skipped.ts";
import { isSettled } from "./state.ts";

export type ReopenDependencies = DecideDependencies & SkipDependencies;

/** What somebody saw when they decided. */
export interface Seen {
  /** How often the dispatch had been taken up again: a button of before decides nothing. */
  readonly round?: number;
  /** Which of the mails, by {@link refOf}; all that it is about without it. */
  readonly only?: readonly string[];
}

/** A dispatch that goes on after its end. */
export interface Reopened {
  readonly dispatch: Dispatch;
  /** Whom it is about, by name. */
  readonly names: readonly string[];
  /** Whom it leaves out, and why. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Sends what failed again: the approved bytes, with a fresh set of attempts for each mail. Nobody who bounced,
 * complained or unsubscribed gets it. Sending is a step of its own: `Sender.send`.
 *
 * @throws NotAllowedError, DispatchNotFoundError, AlreadyDecidedError; NothingToSendError if nothing failed, or it failed
 *   only for people who get no reports; ArtifactCorruptError, ArtifactExpiredError, SenderNotReadyError.
 */
export async function retryFailed(
  dispatchId: string,
  by: Requester,
  seen: Seen,
  deps: ReopenDependencies,
): Promise<Reopened> {
  return await sendAgain("retry", await findMails(dispatchId, "failed", by, seen, deps), by, deps);
}

/**
 * Decides what nobody can know: mails that may or may not have been taken go out again, but to nobody who bounced,
 * complained or unsubscribed since; or they count as sent. What the mail service tells meanwhile comes first.
 *
 * @throws What {@link retryFailed} throws.
 */
export async function settleUncertain(
  dispatchId: string,
  kind: "again" | "mark",
  by: Requester,
  seen: Seen,
  deps: ReopenDependencies,
): Promise<Reopened> {
  const found = await findMails(dispatchId, "uncertain", by, seen, deps);
  if (kind === "again") return await sendAgain(kind, found, by, deps);
  return { ...(await reopen(kind, found.dispatch, found.chosen, by, deps)), leftOut: [] };
}

/** Where it can be seen who gets no reports, and what else can be done. */
const ADVICE = {
  retry: "See /exec-report suppressions.",
  again: "It can still be marked as sent. See /exec-report suppressions.",
} as const;

async function sendAgain(
  kind: "retry" | "again",
  { dispatch, chosen }: FoundMails,
  by: Requester,
  deps: ReopenDependencies,
): Promise<Reopened> {
  // Verifies the hash, too: what goes out again is what was approved.
  const artifact = await loadToSend(dispatch, deps.store);
  const { kept, keptBack } = await keepBack(chosen, dispatch.reportType, artifact, deps);
  const leftOut = keptBack.flatMap((it) => it.leftOut);
  if (kept.length === 0) {
    throw new NothingToSendError(`Nothing was sent again: ${describeLeftOut(leftOut)}.`, {
      hint: ADVICE[kind],
    });
  }
  await assertSenderReady(onlyFor(dispatch, kept), deps);
  return { ...(await reopen(kind, dispatch, kept, by, deps)), leftOut };
}

/** Mails of one dispatch that has ended, and the dispatch as it was then. */
interface FoundMails {
  readonly dispatch: Dispatch;
  readonly chosen: readonly Delivery[];
}

/**
 * The mails somebody may decide about now.
 *
 * @throws NotAllowedError, DispatchNotFoundError, AlreadyDecidedError, NothingToSendError
 */
export async function findMails(
  dispatchId: string,
  state: "failed" | "uncertain",
  by: Requester,
  { round, only }: Seen,
  deps: DecideDependencies,
): Promise<FoundMails> {
  const { store } = deps;
  const access = await readAccessToDecide(deps, by);
  const dispatch = await findDispatch(dispatchId, store);
  assertMayDecide(access, dispatch.reportType);
  if (!isSettled(dispatch.state)) throw notEnded(dispatch);
  if (round !== undefined && round !== roundOf(dispatch)) throw tookUp(dispatch);
  const all = (await store.getDeliveries(dispatchId)).filter((it) => it.state === state);
  const chosen = only === undefined ? all : all.filter((it) => only.includes(refOf(it)));
  if (chosen.length > 0) return { dispatch, chosen };
  throw new NothingToSendError(NOTHING[state], { hint: "The preview shows how it stands." });
}

/**
 * Whether {@link retryFailed} may find something to send again, for a look at many. How it ended is a matter of its
 * audience: where all of that was reached, only the copy for the record can have failed, and that alone is read.
 */
export async function mayHaveFailed(
  { id, state, hasAuditCopy }: Dispatch,
  { store }: Pick<ReopenDependencies, "store">,
): Promise<boolean> {
  if (state === "failed" || state === "partly_sent") return true;
  if (state !== "sent" || !hasAuditCopy) return false;
  return (await store.getAuditCopy(id))?.state === "failed";
}

const NOTHING = {
  failed: "No mail of this report has failed.",
  uncertain: "It is known by now of every mail of this report whether it was sent.",
} as const;

function notEnded(dispatch: Dispatch): Error {
  if (dispatch.state !== "sending") return alreadyDecided(dispatch);
  if (roundOf(dispatch) > 0) return tookUp(dispatch);
  return new AlreadyDecidedError(
    "This report is still going out. What fails can be sent again when it has ended.",
  );
}

const TOOK_UP: Readonly<Record<Reopening["kind"], string>> = {
  retry: "What had failed of this report was sent again already.",
  again: "What was uncertain about this report was decided already: it was sent again.",
  mark: "What was uncertain about this report was decided already: it counts as sent.",
};

/** Somebody else was first; the preview shows what came of it. */
function tookUp({ reopenings = [], preview }: Dispatch): AlreadyDecidedError {
  const last = reopenings.at(-1);
  if (last === undefined) return new AlreadyDecidedError("This report was not taken up again.");
  return new AlreadyDecidedError(TOOK_UP[last.kind], { decidedBy: last.by, preview });
}

async function reopen(
  kind: Reopening["kind"],
  seen: Dispatch,
  chosen: readonly Delivery[],
  { userId }: Requester,
  { store, clock }: ReopenDependencies,
): Promise<Omit<Reopened, "leftOut">> {
  const at = clock.now().toISOString();
  const reopening = { kind, by: userId, at, deliveries: chosen.map(refOf) };
  const reopenings = [...(seen.reopenings ?? []), reopening];
  assertRoom(reopenings);
  const { changed, dispatch } = await store.changeState({
    dispatchId: seen.id,
    to: "sending",
    from: ["sent", "partly_sent", "failed"],
    reopenings,
    // Of two people who decide at the same time one is first.
    round: roundOf(seen),
  });
  if (!changed) throw tookUp(dispatch);
  return { dispatch, names: chosen.map(({ name }) => name) };
}

/** The dispatch as if it went to these alone: what the mail service has to have room for. */
function onlyFor(dispatch: Dispatch, deliveries: readonly Delivery[]): Dispatch {
  const recipients = deliveries.reduce((sum, it) => sum + it.recipients, 0);
  const names = Array.from({ length: recipients }, () => "");
  return { ...dispatch, recipientNames: names, hasAuditCopy: false };
}

function describeLeftOut(leftOut: readonly LeftOut[]): string {
  return leftOut.map(({ name, reason }) => `${name} (${reason})`).join(", ");
}
