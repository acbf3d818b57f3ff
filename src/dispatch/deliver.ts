import type { Clock } from "../clock.ts";
import { MailRefusedError } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Artifact, Recipient } from "./artifact.ts";
import type { Delivery } from "./delivery.ts";
import type { Dispatch, Parking } from "./dispatch.ts";
import type { Mailer, Throttle, Unsubscribe, UnsubscribeLink } from "./mail-ports.ts";
import type { Pass } from "./pass.ts";
import { findRecipients } from "./plan-deliveries.ts";
import type { HashAddress } from "./ports.ts";
import { type NextStep, nextStep } from "./retry-policy.ts";
import type { Claim, DispatchStore, Outcome } from "./store-port.ts";

/**
 * How long a claim holds. More than everything it covers can take: a slow answer to the claim itself (20 s), a turn that was
 * missed (70 s), the call to the mail service (35 s), and writing down its outcome: five attempts of 20 s, and 17.5 s of
 * {@link RECORD_WAITS_MS}.
 */
export const LEASE_SECONDS = 250;

/**
 * How long after the claim the call may begin, in milliseconds: the lease without the call and what is written of it.
 * Whoever comes later has stood still, and does not know what others have made of the claim.
 */
export const CALL_WITHIN_MS = 97_000;

/** Why a mail was not handed over after such a standstill. */
const STOOD_STILL =
  "It was not handed over: the bot's machine stood still just before, for too long for its claim.";

/** Why a mail was not handed over whose turn was too far ahead, or for which the bot did not stay. */
const NO_TURN = "It was not handed over: its turn at the mail service had not come.";

/** Pauses between attempts to write an outcome down, in milliseconds. */
export const RECORD_WAITS_MS = [500, 2_000, 5_000, 10_000] as const;

export interface DeliverDependencies {
  readonly store: DispatchStore;
  readonly mailer: Mailer;
  /** Absent for a mail service without limits. */
  readonly throttle?: Throttle;
  /** Absent where nobody outside can reach the bot. */
  readonly unsubscribeLink?: UnsubscribeLink;
  readonly hashAddress: HashAddress;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}

/** What is sent, and what it is part of. */
export interface Parcel {
  readonly dispatch: Pick<Dispatch, "reportType" | "summary">;
  readonly artifact: Artifact;
}

/** What the deliveries of one worker share. */
export interface Run {
  readonly pass: Pass;
  /** Takes on what may be written down while the next mail goes out; whoever runs the deliveries waits for all of it. */
  behind(work: Promise<unknown>): void;
}

/**
 * Sends one delivery's mail: claims the attempt, calls the mail service, records the outcome; again after a
 * pause where the refusal allows it. The claim is written before the call, so that a crash in between leaves a
 * trace instead of a second mail. Leave to send is waited for before the claim, so that no lease runs meanwhile, and
 * comes a moment before its turn, so that the claim does not delay it; the outcome is written behind the call, so that
 * the next mail does not wait for it.
 *
 * @param stopping Once aborted no further attempt is begun; the delivery stays claimable.
 * @returns Why it waits, if nobody can send for now.
 */
export async function deliver(
  delivery: Delivery,
  parcel: Parcel,
  deps: DeliverDependencies,
  stopping: AbortSignal,
  { pass, behind }: Run,
): Promise<Parking | undefined> {
  const to = findRecipients(delivery, parcel.artifact, deps.hashAddress);
  let current = delivery;
  while (!stopping.aborted) {
    const parking = await pass.obtain(to.length, stopping);
    if (parking !== undefined || stopping.aborted) return parking;
    const claimedAt = deps.clock.now().getTime();
    const claim = await deps.store.claimDelivery(current, LEASE_SECONDS);
    if (claim === undefined) return undefined;
    const hasTurn = await pass.spend(stopping);
    if (deps.clock.now().getTime() - claimedAt > CALL_WITHIN_MS) {
      behind(stepBack(claim, STOOD_STILL, deps));
      return undefined;
    }
    if (!hasTurn) {
      await stepBack(claim, NO_TURN, deps);
      current = { ...current, fence: claim.fence, parkedCalls: (current.parkedCalls ?? 0) + 1 };
      continue;
    }
    const result = await callOnce(claim, to, parcel, deps);
    if (!(result instanceof MailRefusedError)) {
      behind(writeDown(claim, result, deps));
      return undefined;
    }
    const calls = claim.fence - (current.parkedCalls ?? 0) - (current.callsBefore ?? 0);
    const step = nextStep(result.kind, calls, deps.random());
    const written = writeDown(claim, outcomeOf(result, step.do), deps);
    if (step.do === "fail" || step.do === "doubt") {
      behind(written);
      return undefined;
    }
    // It can be claimed again only once this is on record.
    await written;
    if (step.do === "park") return await halt(step.because, result, deps);
    current = { ...current, fence: claim.fence };
    await deps.clock.wait(step.afterMs, stopping).catch(() => undefined);
  }
  return undefined;
}

/** Leaves a mail to whoever claims it next; or, if the claim was given up meanwhile, says that it never went out. */
async function stepBack(claim: Claim, reason: string, deps: DeliverDependencies): Promise<void> {
  const outcome = { state: "pending", reason, parked: true } as const;
  if (await writeDown(claim, outcome, deps)) return;
  await writeDown(claim, { state: "failed", reason }, deps);
}

/** What one mail was refused for every other would be: nobody goes on. */
async function halt(
  because: Parking["because"],
  refusal: MailRefusedError,
  { throttle }: DeliverDependencies,
): Promise<Parking> {
  const reason = refusal.toSentence();
  return (await throttle?.halt(because, reason)) ?? { because, reason };
}

/** Puts on record that a mail was never handed over, and why. */
export async function failWithoutCalling(
  delivery: Delivery,
  reason: string,
  store: DispatchStore,
): Promise<undefined> {
  const claim = await store.claimDelivery(delivery, LEASE_SECONDS);
  if (claim !== undefined) {
    await store.settleDelivery(claim, { state: "failed", reason });
  }
}

type Accepted = Extract<Outcome, { state: "accepted" }>;

async function callOnce(
  claim: Claim,
  to: readonly Recipient[],
  parcel: Parcel,
  deps: DeliverDependencies,
): Promise<Accepted | MailRefusedError> {
  const { mailer, log } = deps;
  const { mail, envelope } = parcel.artifact;
  const unsubscribe = wayOut(claim, to, parcel, deps);
  const tags = { dispatch: claim.dispatchId, delivery: tagOf(claim) };
  try {
    const messageId = await mailer.send({
      from: envelope.from,
      to,
      mail,
      tags,
      ...(unsubscribe && { unsubscribe }),
    });
    return { state: "accepted", messageId };
  } catch (error) {
    if (!(error instanceof MailRefusedError)) throw error;
    log.warn({ err: error, ...tags, kind: error.kind }, "mail was not accepted");
    return error;
  }
}

/**
 * Writes the outcome down, with patience: once the mail service has answered, losing the answer would turn a
 * known outcome into an uncertain one. Does not throw: the other recipients must not suffer for it.
 *
 * @returns Whether it is on record.
 */
async function writeDown(
  claim: Claim,
  outcome: Outcome,
  { store, clock, log }: DeliverDependencies,
): Promise<boolean> {
  for (const waitMs of [...RECORD_WAITS_MS, undefined]) {
    try {
      return await store.settleDelivery(claim, outcome);
    } catch (err) {
      const known = { dispatch: claim.dispatchId, delivery: tagOf(claim), outcome };
      log.error({ err, ...known }, "an outcome could not be written down");
      if (waitMs !== undefined) await clock.wait(waitMs);
    }
  }
  return false;
}

/** How the recipient of a delivery gets off the list; whoever keeps the audit copies does not. */
export function wayOut(
  { kind }: Pick<Claim, "kind">,
  to: readonly Recipient[],
  { dispatch }: Pick<Parcel, "dispatch">,
  {
    unsubscribeLink: link,
    hashAddress,
  }: Pick<DeliverDependencies, "unsubscribeLink" | "hashAddress">,
): Unsubscribe | undefined {
  if (kind === "audit") return undefined;
  const { reportType, summary } = dispatch;
  const [person, ...others] = to;
  // A link that several people can press would not know who did.
  if (link === undefined || person === undefined || others.length > 0) {
    return { what: summary.title };
  }
  // Under the key of now, as drafts look it up: the delivery may have been planned under the one before, which will go.
  const recipientHash = hashAddress(person.email);
  return { what: summary.title, oneClick: link({ reportType, recipientHash }) };
}

/** Half of the hash tells the deliveries of one dispatch apart and fits a tag of the mail service. */
export function tagOf({ recipientHash }: Pick<Claim, "recipientHash">): string {
  return recipientHash.slice(0, 32);
}

function outcomeOf({ message, kind }: MailRefusedError, step: NextStep["do"]): Outcome {
  if (step === "park") return { state: "pending", reason: message, parked: true };
  if (step === "fail" && kind === "permanent") {
    return { state: "failed", reason: message, refusedForGood: true };
  }
  const state = { retry: "pending", fail: "failed", doubt: "uncertain" } as const;
  return { state: state[step], reason: message };
}
