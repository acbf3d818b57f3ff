import { ArtifactCorruptError, ArtifactExpiredError } from "../errors.ts";
import type { Announcer } from "./announcer-port.ts";
import { type DeliverDependencies, deliver, failWithoutCalling } from "./deliver.ts";
import type { Delivery } from "./delivery.ts";
import type { Dispatch, Parking } from "./dispatch.ts";
import type { MailAccount, Throttle } from "./mail-ports.ts";
import { resumeAtFirstMail } from "./parking.ts";
import { createPass, type Pass } from "./pass.ts";
import type { Refresher } from "./refresher.ts";
import { findParking } from "./sender-check.ts";

export interface SendPendingDependencies extends DeliverDependencies {
  /** Shows how far the sending is; absent where nobody watches it. */
  readonly refresher?: Refresher;
  readonly announcer: Announcer;
  /** Absent for a mail service that has no such thing as an account. */
  readonly account?: MailAccount;
}

/** Calls to the mail service under way at the same time for one dispatch, at least and at most. */
const CONCURRENCY = { least: 2, most: 25 } as const;

/** A call and what belongs to it take this long at most for the rate to be used by one dispatch alone. */
const SECONDS_PER_CALL = 0.5;

/**
 * Sends what a dispatch has pending, several mails at a time.
 *
 * @param stopping Nothing new is begun once it is aborted; what is in flight is still recorded.
 * @returns Why it has to wait, if the account sends nothing for now.
 */
export async function sendPending(
  dispatch: Dispatch,
  deps: SendPendingDependencies,
  stopping: AbortSignal,
): Promise<Parking | undefined> {
  const { store, throttle } = deps;
  const deliveries = await store.getDeliveries(dispatch.id);
  const pending = deliveries.filter(({ state }) => state === "pending");
  // What is settled does not wait for the account: only its end is left to be told.
  const parking = pending.length === 0 ? undefined : await findParking(deps);
  if (pending.length === 0 || parking !== undefined) return parking;
  const outcomes: Promise<void>[] = [];
  // What is written down becomes visible; the next mail waits for neither.
  const behind = (work: Promise<void>) =>
    void outcomes.push(work.then(() => deps.refresher?.touch(dispatch)));
  const passes: Pass[] = [];
  const sending = { ...deps, mailer: resumeAtFirstMail(dispatch, deps, behind) };
  try {
    const artifact = await store.getArtifact(dispatch);
    return await eachOf(pending, await chooseConcurrency(throttle), stopping, () => {
      const pass = createPass(throttle);
      passes.push(pass);
      const run = { pass, behind };
      return (delivery) => deliver(delivery, { dispatch, artifact }, sending, stopping, run);
    });
  } catch (error) {
    const isGone = error instanceof ArtifactCorruptError || error instanceof ArtifactExpiredError;
    if (!isGone) throw error;
    await eachOf(pending, CONCURRENCY.least, stopping, () => async (delivery) => {
      await failWithoutCalling(delivery, error, store);
      return undefined;
    });
    return undefined;
  } finally {
    // None of them throws. A stop, too, waits for what the mail service has answered.
    await Promise.all([...outcomes, ...passes.map((pass) => pass.giveBack())]);
  }
}

/** Enough for one dispatch to use the rate by itself; more would only wait for leave. */
async function chooseConcurrency(throttle: Throttle | undefined): Promise<number> {
  if (throttle === undefined) return CONCURRENCY.least;
  const wanted = Math.ceil((await throttle.rate()) * SECONDS_PER_CALL);
  return Math.min(CONCURRENCY.most, Math.max(CONCURRENCY.least, wanted));
}

/**
 * Works through a queue, a few at a time. The first error is thrown after the others have ended.
 *
 * @param createWork Called for each of those who work at the same time.
 * @returns Why it ended early, if it did: who learns that nothing can be sent stops the others.
 */
async function eachOf(
  deliveries: readonly Delivery[],
  concurrency: number,
  stopping: AbortSignal,
  createWork: () => (delivery: Delivery) => Promise<Parking | undefined>,
): Promise<Parking | undefined> {
  const queue = [...deliveries];
  let parking: Parking | undefined;
  const worker = async () => {
    const work = createWork();
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (stopping.aborted || parking !== undefined) return;
      parking = (await work(next)) ?? parking;
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: concurrency }, worker));
  for (const result of workers) if (result.status === "rejected") throw result.reason;
  return parking;
}
