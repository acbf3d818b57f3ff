import { ArtifactCorruptError } from "../errors.ts";
import type { Log } from "../log.ts";
import { type DeliverDependencies, deliver, failWithoutCalling } from "./deliver.ts";
import type { Delivery, Dispatch } from "./dispatch.ts";
import type { Announcer, LoadPortfolio } from "./ports.ts";
import { finalState, isOpenWork } from "./state.ts";

export interface SenderDependencies extends DeliverDependencies {
  readonly announcer: Announcer;
  readonly loadPortfolio: LoadPortfolio;
  readonly log: Log;
}

/** Takes approved dispatches to their end. */
export interface Sender {
  /** Sends what is still to be sent of a dispatch. Calling it twice sends nothing twice. */
  send(dispatchId: string): Promise<void>;
  /** Goes on with everything that was approved and is not finished, after a crash or a stop. */
  recover(): Promise<void>;
  /** Begins nothing new and resolves when what is in flight has been recorded. */
  stop(): Promise<void>;
}

/** Calls to the mail service under way at the same time, for one dispatch. */
const CONCURRENCY = 2;

/** Shown for a delivery whose process vanished between the call and its record. */
const VANISHED = "The bot stopped during the call; nobody can know whether the mail was taken.";

export function createSender(deps: SenderDependencies): Sender {
  const stopping = new AbortController();
  const underWay = new Map<string, Promise<void>>();

  function send(dispatchId: string): Promise<void> {
    const running = underWay.get(dispatchId);
    if (running !== undefined) return running;
    if (stopping.signal.aborted) return Promise.resolve();
    const work = sendDispatch(dispatchId, deps, stopping.signal).finally(() => {
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

async function expireClaims(dispatchId: string, { store, log }: SenderDependencies): Promise<void> {
  for (const delivery of await store.getDeliveries(dispatchId)) {
    if (delivery.state !== "claimed") continue;
    const expired = await store.expireClaim(delivery, VANISHED);
    if (expired) log.warn({ dispatch: dispatchId }, "a delivery's outcome cannot be known");
  }
}

async function sendDispatch(
  dispatchId: string,
  deps: SenderDependencies,
  stopping: AbortSignal,
): Promise<void> {
  const { store } = deps;
  const { dispatch } = await store.changeState({ dispatchId, to: "sending" });
  if (!isOpenWork(dispatch.state)) return;
  await showProgress(dispatch, [], deps);
  const deliveries = await store.getDeliveries(dispatchId);
  const pending = deliveries.filter(({ state }) => state === "pending");
  try {
    const artifact = await store.getArtifact(dispatch);
    await eachOf(pending, stopping, (delivery) => deliver(delivery, artifact, deps, stopping));
  } catch (error) {
    if (!(error instanceof ArtifactCorruptError)) throw error;
    await eachOf(pending, stopping, (delivery) => failWithoutCalling(delivery, error, store));
  }
  await finish(dispatch, deps);
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

/** Only the process whose change of state succeeds tells people; the others stay quiet. */
async function finish(dispatch: Dispatch, deps: SenderDependencies): Promise<void> {
  const deliveries = await deps.store.getDeliveries(dispatch.id);
  const to = finalState(deliveries);
  if (to === undefined) return;
  const { changed, dispatch: finished } = await deps.store.changeState({
    dispatchId: dispatch.id,
    to,
  });
  if (!changed) return;
  await showProgress(finished, deliveries, deps);
  if (to !== "failed") await announce(finished, deliveries, deps);
}

/** Slack being away does not hold up the mail. */
async function showProgress(
  dispatch: Dispatch,
  deliveries: readonly Delivery[],
  { announcer, log }: SenderDependencies,
): Promise<void> {
  if (dispatch.preview === undefined) return;
  try {
    await announcer.updatePreview(dispatch.preview, dispatch, deliveries);
  } catch (error) {
    log.warn({ err: error, dispatch: dispatch.id }, "the preview could not be updated");
  }
}

/** The mail is out by now. If the summary cannot be posted, whoever approved is told. */
async function announce(
  dispatch: Dispatch,
  deliveries: readonly Delivery[],
  { announcer, loadPortfolio, log }: SenderDependencies,
): Promise<void> {
  try {
    const { settings } = await loadPortfolio();
    await announcer.postSummary(settings.channels.reports, dispatch, deliveries);
  } catch (error) {
    log.error({ err: error, dispatch: dispatch.id }, "the summary could not be posted");
    const person = dispatch.approval?.by ?? dispatch.requestedBy.userId;
    await announcer.tell(
      person,
      `"${dispatch.summary.title}" was sent, but its summary could not be posted in the reports channel. ${announcer.explain(error)}`,
    );
  }
}
