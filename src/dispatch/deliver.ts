import type { Clock } from "../clock.ts";
import { type AppError, MailRefusedError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Artifact, Delivery, Recipient } from "./dispatch.ts";
import type { Claim, DispatchStore, HashAddress, Mailer, Outcome } from "./ports.ts";
import { nextStep } from "./retry-policy.ts";

/** How long one call to the mail service may take before its claim counts as abandoned. */
const LEASE_SECONDS = 60;

export interface DeliverDependencies {
  readonly store: DispatchStore;
  readonly mailer: Mailer;
  readonly hashAddress: HashAddress;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}

/**
 * Sends one recipient's mail: claims the attempt, calls the mail service, records the outcome; again after a
 * pause where the refusal allows it. The claim is written before the call, so that a crash in between leaves a
 * trace instead of a second mail.
 *
 * @param stopping Once aborted no further attempt is begun; the delivery stays claimable.
 */
export async function deliver(
  delivery: Delivery,
  artifact: Artifact,
  deps: DeliverDependencies,
  stopping: AbortSignal,
): Promise<void> {
  const to = findRecipient(delivery, artifact, deps.hashAddress);
  let current = delivery;
  while (!stopping.aborted) {
    const claim = await deps.store.claimDelivery(current, LEASE_SECONDS);
    if (claim === undefined) return;
    const calls = claim.fence;
    const refusal = await attempt(claim, to, artifact, deps);
    if (refusal === undefined) return;
    const step = nextStep(refusal.kind, calls, deps.random());
    await deps.store.settleDelivery(claim, outcomeOf(refusal, step.do));
    if (step.do !== "retry") return;
    current = { ...current, fence: claim.fence };
    await deps.clock.wait(step.afterMs, stopping).catch(() => undefined);
  }
}

/** Puts on record that a mail was never handed over, and why. */
export async function failWithoutCalling(
  delivery: Delivery,
  error: AppError,
  store: DispatchStore,
): Promise<void> {
  const claim = await store.claimDelivery(delivery, LEASE_SECONDS);
  if (claim !== undefined) {
    await store.settleDelivery(claim, { state: "failed", reason: error.toSentence() });
  }
}

/** One call. Returns the refusal, or nothing once the acceptance is on record. */
async function attempt(
  claim: Claim,
  to: Recipient,
  { mail, envelope }: Artifact,
  { mailer, store, log }: DeliverDependencies,
): Promise<MailRefusedError | undefined> {
  const { dispatchId: dispatch, recipientHash } = claim;
  // Half of the hash tells deliveries of one dispatch apart and fits a tag of the mail service.
  const delivery = recipientHash.slice(0, 32);
  try {
    const tags = { dispatch, delivery };
    const messageId = await mailer.send({ from: envelope.from, to, mail, tags });
    await store.settleDelivery(claim, { state: "accepted", messageId });
    return undefined;
  } catch (error) {
    if (!(error instanceof MailRefusedError)) throw error;
    log.warn({ err: error, dispatch, delivery, kind: error.kind }, "mail was not accepted");
    return error;
  }
}

function outcomeOf({ message }: MailRefusedError, step: "retry" | "fail" | "doubt"): Outcome {
  const state = { retry: "pending", fail: "failed", doubt: "uncertain" } as const;
  return { state: state[step], reason: message };
}

/** The record knows a recipient by hash only; the address is in the approved envelope. */
function findRecipient(
  { kind, recipientHash, name }: Delivery,
  { envelope }: Artifact,
  hashAddress: HashAddress,
): Recipient {
  const candidates = kind === "recipient" ? envelope.recipients : [envelope.auditCopy];
  const found = candidates.find(
    (it) => it !== undefined && hashAddress(it.email) === recipientHash,
  );
  if (found === undefined) throw new Error(`No recipient of the envelope matches "${name}"`);
  return found;
}
