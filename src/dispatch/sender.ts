import {
  AppError,
  ArtifactCorruptError,
  ArtifactExpiredError,
  describeError,
  SendInterruptedError,
} from "../errors.ts";
import { announceOutcome } from "./announce.ts";
import { type DeliverDependencies, deliver, failWithoutCalling } from "./deliver.ts";
import type { Delivery, Dispatch } from "./dispatch.ts";
import type { Announcer } from "./ports.ts";
import { finalState, isOpenWork, isSettled } from "./state.ts";

export interface SenderDependencies extends DeliverDependencies {
  readonly announcer: Announcer;
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
  /** Goes on with everything that was approved and has something left to do, after a crash or a stop. */
  recover(): Promise<void>;
  /** Begins nothing new and resolves when what is in flight has been recorded. */
  stop(): Promise<void>;
}

/** Calls to the mail service under way at the same time, for one dispatch. */
const CONCURRENCY = 2;

/** Shown for a delivery whose claim ran out with no outcome on record. */
const UNSETTLED =
  "The mail was handed over, or about to be, and no outcome is on record; nobody can know whether it was taken.";

export function createSender(deps: SenderDependencies): Sender {
  const stopping = new AbortController();
  const underWay = new Map<string, Promise<void>>();

  function send(dispatchId: string): Promise<void> {
    const running = underWay.get(dispatchId);
    if (running !== undefined) return running;
    if (stopping.signal.aborted) return Promise.resolve();
    const work = sendDispatch(dispatchId, deps, stopping.signal)
      .catch((cause: unknown) => {
        throw interrupted(cause);
      })
      .finally(() => {
        underWay.delete(dispatchId);
      });
    underWay.set(dispatchId, work);
    return work;
  }

  async function recover(): Promise<void> {
    for (const dispatchId of await deps.store.findUnfinished()) {
      if (stopping.signal.aborted) return;
      if (underWay.has(dispatchId)) continue;
      try {
        await expireClaims(dispatchId, deps);
        await send(dispatchId);
      } catch (error) {
        deps.log.error({ err: error, dispatch: dispatchId }, "could not go on with a dispatch");
      }
    }
  }

  return {
    send,
    recover,
    async stop() {
      stopping.abort();
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
): Promise<void> {
  const { changed, dispatch } = await deps.store.changeState({ dispatchId, to: "sending" });
  // Only whoever began it shows that it has begun; the mail does not wait for Slack.
  const begun = changed ? showBegun(dispatch, deps) : Promise.resolve();
  if (isOpenWork(dispatch.state)) await sendPending(dispatch, deps, stopping);
  // Slack shows the end after the beginning, never the other way round.
  await begun;
  await finish(dispatch, deps);
}

async function showBegun(
  dispatch: Dispatch,
  { announcer, log }: SenderDependencies,
): Promise<void> {
  if (dispatch.preview === undefined) return;
  try {
    await announcer.updatePreview(dispatch.preview, dispatch, []);
  } catch (err) {
    log.warn({ err, dispatch: dispatch.id }, "the preview could not be updated");
  }
}

async function sendPending(
  dispatch: Dispatch,
  deps: SenderDependencies,
  stopping: AbortSignal,
): Promise<void> {
  const { store } = deps;
  const deliveries = await store.getDeliveries(dispatch.id);
  const pending = deliveries.filter(({ state }) => state === "pending");
  try {
    const artifact = await store.getArtifact(dispatch);
    await eachOf(pending, stopping, (delivery) =>
      deliver(delivery, { dispatch, artifact }, deps, stopping),
    );
  } catch (error) {
    const isGone = error instanceof ArtifactCorruptError || error instanceof ArtifactExpiredError;
    if (!isGone) throw error;
    await eachOf(pending, stopping, (delivery) => failWithoutCalling(delivery, error, store));
  }
}

/** Works through a queue, a few at a time. The first error is thrown after the others have ended. */
async function eachOf(
  deliveries: readonly Delivery[],
  stopping: AbortSignal,
  work: (delivery: Delivery) => Promise<void>,
): Promise<void> {
  const queue = [...deliveries];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (stopping.aborted) return;
      await work(next);
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: CONCURRENCY }, worker));
  for (const result of workers) if (result.status === "rejected") throw result.reason;
}

/** Draws the line under a dispatch once every delivery is settled, and tells people. */
async function finish({ id }: Dispatch, deps: SenderDependencies): Promise<void> {
  const deliveries = await deps.store.getDeliveries(id);
  const to = finalState(deliveries);
  if (to === undefined) return;
  const { dispatch } = await deps.store.changeState({ dispatchId: id, to });
  if (isSettled(dispatch.state)) await announceOutcome(dispatch, deliveries, deps);
}
