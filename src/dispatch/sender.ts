import { setMaxListeners } from "node:events";
import type { AlarmClock } from "../clock.ts";
import { AppError, describeError, SendInterruptedError } from "../errors.ts";
import { announceOutcome } from "./announce.ts";
import { applyReopening } from "./apply-reopening.ts";
import type { Delivery } from "./delivery.ts";
import { type Dispatch, roundOf } from "./dispatch.ts";
import { createHold, type Hold } from "./hold.ts";
import { noteParking } from "./parking.ts";
import { rejudge } from "./rejudge.ts";
import { type SendPendingDependencies, sendPending } from "./send-pending.ts";
import { showCurrent } from "./show-current.ts";
import { finalState, isOpenWork, isSettled } from "./state.ts";

export interface SenderDependencies extends SendPendingDependencies {
  readonly clock: AlarmClock;
}

/** Takes approved dispatches to their end. */
export interface Sender {
  /**
   * Sends what is still to be sent of a dispatch and tells people how it ended. Calling it twice sends nothing
   * twice.
   *
   * @throws SendInterruptedError if it could not be brought to its end now.
   */
  send(dispatchId: string): Promise<void>;
  /**
   * Like {@link send}, after somebody has taken it up again: whoever is at it may be about to end it, so that it is
   * looked at once more after that.
   */
  goOn(dispatchId: string): Promise<void>;
  /** Goes on with everything that was approved and has something left to do, after a crash or a stop. */
  recover(): Promise<void>;
  /** Begins nothing new and resolves when what is in flight has been recorded. */
  stop(): Promise<void>;
}

/** What may leave within two sweeps gets an alarm: one of them may be missed. */
const ALARM_HORIZON_MS = 120_000;

/** Shown for a delivery whose claim ran out with no outcome on record. */
const UNSETTLED =
  "The mail was handed over, or about to be, and no outcome is on record; nobody can know whether it was taken.";

export function createSender(deps: SenderDependencies): Sender {
  const stopping = new AbortController();
  // Everybody who waits for leave listens to it; many at a time are no leak.
  setMaxListeners(0, stopping.signal);
  const underWay = new Map<string, Promise<void>>();
  const hold = createHold(
    deps.clock,
    (dispatchId) => void send(dispatchId).catch(leaveToNextSweep(dispatchId)),
  );

  function send(dispatchId: string): Promise<void> {
    const running = underWay.get(dispatchId);
    if (running !== undefined) return running;
    if (stopping.signal.aborted) return Promise.resolve();
    const work = sendDispatch(dispatchId, deps, stopping.signal, hold)
      .catch((cause: unknown) => {
        throw interrupted(cause);
      })
      .finally(() => {
        underWay.delete(dispatchId);
      });
    underWay.set(dispatchId, work);
    return work;
  }

  const leaveToNextSweep = (dispatchId: string) => (err: unknown) =>
    deps.log.error({ err, dispatch: dispatchId }, "could not go on with a dispatch");

  async function recover(): Promise<void> {
    const horizon = new Date(deps.clock.now().getTime() + ALARM_HORIZON_MS);
    for (const { id, until } of await deps.store.findHeld(horizon)) {
      if (!stopping.signal.aborted) hold.keep(id, until);
    }
    for (const dispatchId of await deps.store.findUnfinished()) {
      if (stopping.signal.aborted) return;
      if (underWay.has(dispatchId)) continue;
      await expireClaims(dispatchId, deps)
        .then(() => send(dispatchId))
        .catch(leaveToNextSweep(dispatchId));
    }
  }

  return {
    send,
    async goOn(dispatchId) {
      // Why that was interrupted is told to whoever waits for it.
      await underWay.get(dispatchId)?.catch(() => undefined);
      await send(dispatchId);
    },
    recover,
    async stop() {
      stopping.abort();
      hold.end();
      await Promise.allSettled(underWay.values());
    },
  };
}

function interrupted(cause: unknown): SendInterruptedError {
  const why = cause instanceof AppError ? cause.message : describeError(cause);
  return new SendInterruptedError(`The report is approved, but sending was interrupted: ${why}`, {
    hint: "It goes on by itself within a minute; nothing is sent twice.",
    cause,
  });
}

async function expireClaims(dispatchId: string, { store, log }: SenderDependencies): Promise<void> {
  for (const delivery of await store.getDeliveries(dispatchId)) {
    if (delivery.state !== "claimed") continue;
    const expired = await store.expireClaim(delivery, UNSETTLED);
    if (expired) log.warn({ dispatch: dispatchId }, "a delivery's outcome cannot be known");
  }
}

async function sendDispatch(
  dispatchId: string,
  deps: SenderDependencies,
  stopping: AbortSignal,
  hold: Hold,
): Promise<void> {
  const { changed, dispatch } = await deps.store.changeState({
    dispatchId,
    to: "sending",
    from: ["approved"],
  });
  // Held back: it can still be recalled.
  if (dispatch.state === "approved") {
    if (dispatch.heldUntil !== undefined && !stopping.aborted) {
      hold.keep(dispatchId, dispatch.heldUntil);
    }
    return;
  }
  const isOpen = dispatch.state === "sending";
  const tookUp = isOpen && (await applyReopening(dispatch, deps.store));
  // Only whoever began it shows that it has begun; the mail does not wait for Slack.
  const begun = changed || tookUp ? showBegun(dispatch, deps) : Promise.resolve();
  if (isOpenWork(dispatch.state)) {
    const parking = await sendPending(dispatch, deps, stopping);
    if (parking !== undefined) {
      await begun;
      await deps.refresher?.settle(dispatchId);
      return await noteParking(dispatch, parking, deps);
    }
  }
  // Slack shows the end after the beginning, never the other way round.
  await begun;
  await deps.refresher?.settle(dispatchId);
  await finish(dispatch, deps);
}

/** Slack may be so late with it that another process has ended it by then: whoever shows it looks once more. */
async function showBegun(dispatch: Dispatch, deps: SenderDependencies): Promise<void> {
  try {
    deps.refresher?.written(dispatch);
    await showCurrent(dispatch, deps);
  } catch (err) {
    deps.log.warn({ err, dispatch: dispatch.id }, "the preview could not be updated");
  }
}

/** Draws the line under a dispatch once every delivery is settled, and tells people. */
async function finish(begun: Dispatch, deps: SenderDependencies): Promise<void> {
  const { id } = begun;
  const deliveries = await deps.store.getDeliveries(id);
  const to = finalState(deliveries);
  if (to === undefined) return;
  const round = roundOf(begun);
  // These mails are the end of this round alone: somebody may have taken it up again since they were read.
  const end = { dispatchId: id, to, from: ["sending"], round } as const;
  const { changed, dispatch } = await deps.store.changeState(end);
  const isTheEnd = isSettled(dispatch.state) && roundOf(dispatch) === round;
  if (!isTheEnd) return;
  await announceOutcome(dispatch, deliveries, deps);
  const wasTold = !changed && dispatch.announcedAt !== undefined;
  await showWhatCameMeanwhile(dispatch, wasTold ? undefined : deliveries, deps);
}

/**
 * Telling people takes a while, and the mail service tells of mails in it. Whoever took that in could not rewrite a
 * summary that was not there yet. Or somebody else had drawn the line already, without an outcome that was long in
 * coming: then it has perhaps ended in another way than was told.
 *
 * @param told The mails as people were told of them; undefined where another process did that, nobody here knows of what.
 */
async function showWhatCameMeanwhile(
  ended: Dispatch,
  told: readonly Delivery[] | undefined,
  { store, refresher, log }: SenderDependencies,
): Promise<void> {
  try {
    const states = (all: readonly Delivery[]) => all.map(({ state }) => state).join();
    const now = await store.getDeliveries(ended.id);
    const isToldAlready = told !== undefined && states(now) === states(told);
    if (isToldAlready && finalState(now) === ended.state) return;
    const current = await rejudge(ended, store);
    await refresher?.owe(current);
  } catch (err) {
    log.warn({ err, dispatch: ended.id }, "what came while people were told was not looked at");
  }
}
