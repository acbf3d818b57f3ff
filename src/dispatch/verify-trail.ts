import { DELIVERY_STATES } from "./delivery.ts";
import { type Decision, DISPATCH_STATES, type Dispatch } from "./dispatch.ts";
import { hashFrozenPart } from "./frozen-part.ts";
import type { DeliveryRecord, HeadRecord, Trailed } from "./record.ts";
import {
  canonicalJson,
  hashEvent,
  type Seal,
  sealChains,
  type TrailEvent,
  trailStart,
} from "./trail.ts";

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
    ...fault(
      isDecision(dispatch.recall, decided("recalled")),
      `${subject}: the recall is not the one that its event tells of`,
    ),
    ...verifyApprovals(dispatch, subject, trail),
    ...verifyReopenings(dispatch, subject, trail),
  ];
}

/** Who took it up again after its end, and for which mails. */
function verifyReopenings(
  { reopenings = [] }: Dispatch,
  subject: string,
  trail: readonly TrailEvent[],
): string[] {
  const told = trail.flatMap(({ reopening, by, decided_at: at }) =>
    reopening === undefined ? [] : [{ ...Object(reopening), by, at }],
  );
  return fault(
    canonicalJson(told) === canonicalJson(reopenings),
    `${subject}: it was not taken up again as its events tell`,
  );
}

/** What belongs to an approval besides the last one: those before it, how long it was held, why none counts. */
function verifyApprovals(
  { approval, approvals = approval && [approval], lapsed, heldUntil, changes }: Dispatch,
  subject: string,
  trail: readonly TrailEvent[],
): string[] {
  const told = tellApprovals(trail);
  const given = approvals ?? [];
  const held = trail.findLast((event) => event["held_until"] !== undefined)?.["held_until"];
  const gone = trail.findLast((event) => event["lapsed"] !== undefined)?.["lapsed"];
  const changed = trail.findLast((event) => event["changes"] !== undefined)?.["changes"];
  return [
    ...fault(
      given.length === told.length && given.every((one, index) => isDecision(one, told[index])),
      `${subject}: the approvals are not those that its events tell of`,
    ),
    ...fault(
      canonicalJson(lapsed) === canonicalJson(gone),
      `${subject}: whose approval ceased to count is not what its event tells of`,
    ),
    ...fault(heldUntil === held, `${subject}: it was not held until then`),
    ...fault(
      canonicalJson(changes) === canonicalJson(changed),
      `${subject}: what had changed is not what its event tells of`,
    ),
  ];
}

/** The approvals that count by what the events say: each adds one, and may say whose counts no longer. */
function tellApprovals(trail: readonly TrailEvent[]): readonly TrailEvent[] {
  return trail
    .filter(({ event }) => event === "approved_in_part" || event === "approved")
    .reduce<readonly TrailEvent[]>((told, event) => {
      const lapsed = event["lapsed"];
      const isLapsed = (by: unknown) => Array.isArray(lapsed) && lapsed.includes(by);
      return [...told.filter((one) => !isLapsed(one["by"])), event];
    }, []);
}

function isDecision(decision: Decision | undefined, event: TrailEvent | undefined): boolean {
  return (
    decision?.by === event?.["by"] &&
    decision?.at === event?.["decided_at"] &&
    decision?.reason === event?.["reason"] &&
    (decision?.hash === undefined || decision.hash === event?.["artifact"])
  );
}

/** What came of a mail, told again from its events. */
function verifyDelivery({ delivery, subject, trail }: DeliveryRecord): string[] {
  const [planned] = trail;
  let told: Told = { state: "pending", fence: 0, retries: 0, parked: 0 };
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
        told.retries === delivery.retryCount &&
        told.parked === (delivery.parkedCalls ?? 0),
      `${subject}: it stands as ${state} after ${fence} calls, but its events end in ${told.state} after ${told.fence}`,
    ),
    ...fault(
      told.messageId === messageId && told.reason === reason,
      `${subject}: what the mail service said is not what its events tell`,
    ),
    ...fault(
      told.markedBy === delivery.markedBy,
      `${subject}: who said that it counts as sent is not whom its events name`,
    ),
  ];
}

interface Told {
  readonly state: string;
  readonly fence: unknown;
  /** Calls after the first, as of the last claim: those in vain for everybody do not count. */
  readonly retries: number;
  /** Calls that were refused because nobody could send. */
  readonly parked: number;
  readonly messageId?: unknown;
  readonly reason?: unknown;
  /** Who said that it counts as sent. */
  readonly markedBy?: unknown;
}

function tell(told: Told, event: TrailEvent): Told {
  if (!isOneOf(DELIVERY_STATES, event.event)) return told;
  const { fence = told.fence, message_id: messageId = told.messageId } = event;
  // A claim says nothing of how it ends; whatever else happens has a reason of its own, or needs none.
  const isClaim = event.event === "claimed";
  const reason = isClaim ? told.reason : event["reason"];
  const retries = isClaim ? Number(fence) - 1 - told.parked : told.retries;
  const parked = told.parked + Number(event["parked"] === true);
  const isMark = event.event === "accepted" && event["by"] !== undefined;
  const markedBy = isMark ? event["by"] : told.markedBy;
  return { state: event.event, fence, retries, parked, messageId, reason, markedBy };
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
