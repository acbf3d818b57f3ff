import { DELIVERY_STATES, type Decision, DISPATCH_STATES } from "./dispatch.ts";
import { hashFrozenPart } from "./frozen-part.ts";
import type { DeliveryRecord, HeadRecord, Trailed } from "./record.ts";
import { hashEvent, type Seal, sealChains, type TrailEvent, trailStart } from "./trail.ts";

/**
 * Whether the record of a dispatch is the one that was written: every chain of events holds, what stands beside it is
 * what the events say, and the deliveries are those that the dispatch was drafted with and ended with.
 *
 * It finds whatever was changed, left out, added or moved by somebody who did not make all later hashes anew. Somebody
 * who can rewrite every item of the dispatch can do that too; only a hash kept elsewhere tells then.
 *
 * @returns What is wrong, one sentence each; empty if nothing is.
 */
export function verifyTrail(head: HeadRecord, deliveries: readonly DeliveryRecord[]): string[] {
  return [
    ...verifyChain(head),
    ...verifyHead(head),
    ...verifySeals(head, deliveries),
    ...deliveries.flatMap((delivery) => [...verifyChain(delivery), ...verifyDelivery(delivery)]),
  ];
}

/** Every event follows from the one before, and the end is the one that was written last. */
function verifyChain({ subject, trail, trailHash }: Trailed): string[] {
  const faults: string[] = [];
  let previous = trailStart(subject).hash;
  for (const [index, event] of trail.entries()) {
    const place = `${subject}: event ${index + 1}`;
    if (event.seq !== index + 1) faults.push(`${place} says that it is number ${event.seq}.`);
    if (hashEvent(previous, event) !== event.hash) {
      faults.push(`${place} ("${event.event}") is not what was written, or not in its place.`);
    }
    previous = event.hash;
  }
  if (trail.length === 0) faults.push(`${subject}: there are no events.`);
  else if (previous !== trailHash) faults.push(`${subject}: the last event is not the last one.`);
  return faults;
}

function verifyHead({ dispatch, subject, trail }: HeadRecord): string[] {
  const [drafted] = trail;
  const reached = trail.findLast(({ event }) => isOneOf(DISPATCH_STATES, event))?.event;
  const state = reached ?? "awaiting_approval";
  const decided = (event: string) => trail.findLast((it) => it.event === event);
  const artifacts = trail.flatMap((event) => event["artifact"] ?? []);
  return [
    ...fault(drafted?.["draft"] === hashFrozenPart(dispatch), `${subject}: the draft was changed`),
    ...fault(
      drafted?.["artifact"] !== undefined &&
        artifacts.every((artifact) => artifact === dispatch.artifactHash),
      `${subject}: what was decided on is not the mail that was drafted`,
    ),
    ...fault(
      dispatch.state === state,
      `${subject}: it stands as ${dispatch.state}, but its events end in ${state}`,
    ),
    ...fault(
      isDecision(dispatch.approval, decided("approved")),
      `${subject}: the approval is not the one that its event tells of`,
    ),
    ...fault(
      isDecision(dispatch.rejection, decided("rejected")),
      `${subject}: the rejection is not the one that its event tells of`,
    ),
  ];
}

function isDecision(decision: Decision | undefined, event: TrailEvent | undefined): boolean {
  return (
    decision?.by === event?.["by"] &&
    decision?.at === event?.["decided_at"] &&
    decision?.reason === event?.["reason"]
  );
}

/** What came of a mail, told again from its events. */
function verifyDelivery({ delivery, subject, trail }: DeliveryRecord): string[] {
  const [planned] = trail;
  let told = { state: "pending", fence: 0, messageId: undefined, reason: undefined } as Told;
  for (const event of trail) told = tell(told, event);
  const { state, fence, messageId, reason } = delivery;
  return [
    ...fault(
      planned?.["kind"] === delivery.kind &&
        planned["name"] === delivery.name &&
        planned["recipients"] === delivery.recipients,
      `${subject}: it is not for whom it was planned`,
    ),
    ...fault(
      told.state === state &&
        told.fence === fence &&
        delivery.retryCount === Math.max(fence - 1, 0),
      `${subject}: it stands as ${state} after ${fence} calls, but its events end in ${told.state} after ${told.fence}`,
    ),
    ...fault(
      told.messageId === messageId && told.reason === reason,
      `${subject}: what the mail service said is not what its events tell`,
    ),
  ];
}

interface Told {
  readonly state: string;
  readonly fence: unknown;
  readonly messageId: unknown;
  readonly reason: unknown;
}

function tell(told: Told, event: TrailEvent): Told {
  if (!isOneOf(DELIVERY_STATES, event.event)) return told;
  const { fence = told.fence, message_id: messageId = told.messageId } = event;
  // A claim says nothing of how it ends; whatever else happens has a reason of its own, or needs none.
  const reason = event.event === "claimed" ? told.reason : event["reason"];
  return { state: event.event, fence, messageId, reason };
}

/** The deliveries are those of the events that hold them together. */
function verifySeals({ subject, trail }: HeadRecord, deliveries: readonly DeliveryRecord[]) {
  return trail.flatMap((event) => {
    const seal = sealIn(event);
    if (seal === undefined) return [];
    const { digest } = sealChains(deliveries, seal.lengths);
    const isSame = seal.lengths.length === deliveries.length && digest === seal.digest;
    return fault(isSame, `${subject}: the deliveries are not those it was ${event.event} with`);
  });
}

function sealIn({ deliveries: seal }: TrailEvent): Seal | undefined {
  if (typeof seal !== "object" || seal === null) return undefined;
  const { digest, lengths } = seal as Partial<Seal>;
  return { digest: String(digest), lengths: Array.isArray(lengths) ? lengths.map(Number) : [] };
}

function fault(holds: boolean, otherwise: string): string[] {
  return holds ? [] : [`${otherwise}.`];
}

function isOneOf(words: readonly string[], word: string): boolean {
  return words.includes(word);
}
