import { ArtifactCorruptError, ArtifactExpiredError } from "../errors.ts";
import type { Announcer } from "./announcer-port.ts";
import type { Artifact } from "./artifact.ts";
import { type DeliverDependencies, deliver, failWithoutCalling, type Parcel } from "./deliver.ts";
import type { Delivery } from "./delivery.ts";
import type { Dispatch, Parking } from "./dispatch.ts";
import { keepBack } from "./keep-back.ts";
import { mayHaveLeft, whyKeptBack } from "./left-since.ts";
import { loadToSend } from "./load-to-send.ts";
import type { MailAccount, Throttle } from "./mail-ports.ts";
import { resumeAtFirstMail } from "./parking.ts";
import { createPass, type Pass } from "./pass.ts";
import type { Refresher } from "./refresher.ts";
import { findParking } from "./sender-check.ts";
import type { SkipDependencies } from "./skipped.ts";
import { workThrough } from "./work-through.ts";

export interface SendPendingDependencies extends DeliverDependencies, SkipDependencies {
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
  const pending = pendingOf(await store.getDeliveries(dispatch.id));
  // What is settled does not wait for the account: only its end is left to be told.
  const parking = pending.length === 0 ? undefined : await findParking(deps);
  if (pending.length === 0 || parking !== undefined) return parking;
  const crew = createCrew(dispatch, deps, stopping);
  const isOver = () => stopping.aborted;
  try {
    const parcel = { dispatch, artifact: await loadToSend(dispatch, store) };
    const createWork = () => crew.createWork(parcel);
    const queue = [...(await withoutLeft(pending, parcel, deps, isOver))];
    // What was refused is tried one by one; all follow as soon as one is taken.
    const refusal = await workThrough(queue, 1, () => isOver() || !crew.isRefused(), createWork);
    return (
      refusal ?? (await workThrough(queue, await chooseConcurrency(throttle), isOver, createWork))
    );
  } catch (error) {
    const isGone = error instanceof ArtifactCorruptError || error instanceof ArtifactExpiredError;
    if (!isGone) throw error;
    const fail = (delivery: Delivery) => failWithoutCalling(delivery, error.toSentence(), store);
    return await workThrough([...pending], CONCURRENCY.least, isOver, () => fail);
  } finally {
    await crew.settle();
  }
}

/**
 * Leaves out who unsubscribed, bounced or complained since the preview, and puts that on record: nobody approved that
 * they get it all the same.
 */
async function withoutLeft(
  pending: readonly Delivery[],
  { dispatch, artifact }: { readonly dispatch: Dispatch; readonly artifact: Artifact },
  deps: SendPendingDependencies,
  isOver: () => boolean,
): Promise<readonly Delivery[]> {
  if (!mayHaveLeft(dispatch, deps.clock)) return pending;
  const { kept, keptBack } = await keepBack(pending, dispatch.reportType, artifact, deps);
  await workThrough([...keptBack], CONCURRENCY.least, isOver, () => async (left) => {
    await failWithoutCalling(left.delivery, whyKeptBack(left), deps.store);
    deps.refresher?.touch(dispatch);
  });
  return kept;
}

/** Those who work at one dispatch at the same time, and what they leave to be done behind them. */
interface Crew {
  /** Whether the mail service has refused it before, and has taken no mail of it since. */
  isRefused(): boolean;
  /** One of them, with a pass of their own. */
  createWork(parcel: Parcel): (delivery: Delivery) => Promise<Parking | undefined>;
  /** Waits for what the mail service has answered, also at a stop, and gives back unused leave. Does not throw. */
  settle(): Promise<void>;
}

function createCrew(
  dispatch: Dispatch,
  deps: SendPendingDependencies,
  stopping: AbortSignal,
): Crew {
  const outcomes: Promise<void>[] = [];
  const passes: Pass[] = [];
  let isRefused = dispatch.parked !== undefined;
  // What is written down becomes visible; the next mail waits for neither.
  const behind = (work: Promise<unknown>) =>
    void outcomes.push(work.then(() => deps.refresher?.touch(dispatch)));
  const mailer = resumeAtFirstMail(dispatch, deps, (resumed) => {
    isRefused = false;
    behind(resumed);
  });
  return {
    isRefused: () => isRefused,
    createWork(parcel) {
      const pass = createPass(deps.throttle);
      passes.push(pass);
      return (delivery) =>
        deliver(delivery, parcel, { ...deps, mailer }, stopping, { pass, behind });
    },
    async settle() {
      await Promise.all([...outcomes, ...passes.map((pass) => pass.giveBack())]);
    },
  };
}

/** Those that were refused least come first, so that attempts in vain do not all land on the same records. */
function pendingOf(deliveries: readonly Delivery[]): readonly Delivery[] {
  return deliveries
    .filter(({ state }) => state === "pending")
    .toSorted((one, other) => (one.parkedCalls ?? 0) - (other.parkedCalls ?? 0));
}

/** Enough for one dispatch to use the rate by itself; more would only wait for leave. */
async function chooseConcurrency(throttle: Throttle | undefined): Promise<number> {
  if (throttle === undefined) return CONCURRENCY.least;
  const wanted = Math.ceil((await throttle.rate()) * SECONDS_PER_CALL);
  return Math.min(CONCURRENCY.most, Math.max(CONCURRENCY.least, wanted));
}
