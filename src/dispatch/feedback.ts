import { ArtifactCorruptError, ArtifactExpiredError } from "../errors.ts";
import type { Log } from "../log.ts";
import { tagOf } from "./deliver.ts";
import type { Delivery } from "./delivery.ts";
import type { Dispatch } from "./dispatch.ts";
import type { MailEvents, SuppressionReason, Suppressions } from "./feedback-ports.ts";
import { type MailEvent, type MailEventKind, standingOf } from "./mail-event.ts";
import type { News, NewsItem } from "./news.ts";
import type { HashAddress } from "./ports.ts";
import type { Refresher } from "./refresher.ts";
import { rejudge } from "./rejudge.ts";
import type { DispatchStore } from "./store-port.ts";

export interface FeedbackDependencies {
  readonly store: DispatchStore;
  readonly mailEvents: MailEvents;
  readonly suppressions: Suppressions;
  readonly news: News;
  readonly refresher: Refresher;
  readonly hashAddress: HashAddress;
  readonly log: Log;
}

/** Somebody an event is about. */
interface Concerned {
  readonly name: string;
  readonly recipientHash: string;
  /** Names the key of that hash, where that is known. */
  readonly hashKeyId?: string;
}

/** Where an event belongs. */
interface Place {
  readonly dispatch: Dispatch;
  readonly delivery: Delivery;
  readonly concerned: readonly Concerned[];
  /** This very event was not on record. */
  readonly isNew: boolean;
}

/** What puts an address on the list of suppressions. */
const SUPPRESSES: Readonly<Partial<Record<MailEventKind, SuppressionReason>>> = {
  hard_bounce: "bounced",
  complaint: "complained",
};

/**
 * Takes in what the mail service tells of a mail: puts it on record, moves the delivery, keeps further mail from an
 * address that bounced for good or complained, and tells people.
 *
 * Each step can be repeated without harm. If one fails, the event is to be told again; it then goes through all of
 * them again, and people hear of it once.
 *
 * @throws StoreUnavailableError
 */
export async function takeFeedback(event: MailEvent, deps: FeedbackDependencies): Promise<void> {
  const { store, mailEvents, hashAddress, log } = deps;
  const dispatch = await store.get(event.tags.dispatch);
  if (dispatch === undefined) {
    log.info({ event: event.id, kind: event.kind }, "an event of a mail that is not on record");
    return;
  }
  const { tags: _tags, recipients, ...known } = event;
  const delivery = findDelivery(await store.getDeliveries(dispatch.id), event);
  const recorded = {
    ...known,
    dispatchId: dispatch.id,
    ...(delivery && { delivery: { kind: delivery.kind, recipientHash: delivery.recipientHash } }),
    recipientHashes: recipients.map((email) => hashAddress(email)),
    ...(hashAddress.keyId !== undefined && { hashKeyId: hashAddress.keyId }),
  };
  const isNew = await mailEvents.add(recorded, dispatch);
  if (delivery === undefined) {
    log.warn({ event: event.id, dispatch: dispatch.id }, "no telling which mail an event is about");
    return;
  }
  const concerned = await findConcerned(event, dispatch, delivery, deps);
  await follow(event, { dispatch, delivery, concerned, isNew }, deps);
}

async function follow(event: MailEvent, place: Place, deps: FeedbackDependencies): Promise<void> {
  const { delivery, dispatch, concerned } = place;
  const standing = speaksForAll(event, delivery) ? standingOf(event.kind) : undefined;
  const moved = standing !== undefined && (await deps.mailEvents.settle(delivery, standing, event));
  const reason = SUPPRESSES[event.kind];
  // Where mail servers name several who may have complained, nobody can know who it was.
  if (reason !== undefined && (reason === "bounced" || concerned.length === 1)) {
    for (const { name: _, ...address } of concerned) {
      const dispatchId = dispatch.id;
      await deps.suppressions.add({ ...address, reason, since: event.at, dispatchId });
    }
  }
  const text = describe(event, place);
  const names = concerned.map(({ name }) => name);
  if (text !== undefined)
    await deps.news.tell(dispatch, { eventId: event.id, names, inWords: text });
  // Told again because the process died on the way, it has moved the delivery before.
  const mayBeUnshown = moved || (standing !== undefined && !place.isNew);
  if (mayBeUnshown) await deps.refresher.owe(await rejudge(dispatch, deps.store));
}

/**
 * The delivery an event belongs to. Recipient and audit copy may be the same mailbox: then the mail service's id
 * tells them apart.
 */
function findDelivery(
  deliveries: readonly Delivery[],
  { tags, messageId }: MailEvent,
): Delivery | undefined {
  const tagged = deliveries.filter((delivery) => tagOf(delivery) === tags.delivery);
  const unanswered = tagged.filter((delivery) => delivery.messageId === undefined);
  const sure = tagged.length === 1 ? tagged : unanswered.length === 1 ? unanswered : [];
  return tagged.find((delivery) => delivery.messageId === messageId) ?? sure[0];
}

/**
 * A shared mail is one delivery: that it was taken, or reached one of its people, says something about it; that one of
 * them bounced or complained does not, unless it was all of them.
 */
function speaksForAll({ kind, recipients }: MailEvent, delivery: Delivery): boolean {
  const isOfOne = kind === "soft_bounce" || kind === "hard_bounce" || kind === "complaint";
  return !isOfOne || delivery.recipients === 1 || recipients.length >= delivery.recipients;
}

/** Whom an event is about, by name: the one whose mail it is, or those of a shared mail whom it names. */
async function findConcerned(
  { recipients }: MailEvent,
  dispatch: Dispatch,
  delivery: Delivery,
  { store, hashAddress }: FeedbackDependencies,
): Promise<readonly Concerned[]> {
  const { name, recipients: count } = delivery;
  if (count === 1) return [{ name, ...hashOfOne(recipients, delivery, hashAddress) }];
  const everybody = await store.getArtifact(dispatch).then(
    ({ envelope }) => envelope.recipients,
    (error: unknown) => {
      if (error instanceof ArtifactCorruptError || error instanceof ArtifactExpiredError) return [];
      throw error;
    },
  );
  const names = new Map(everybody.map((person) => [hashAddress(person.email), person.name]));
  return recipients.map((email) => {
    const hash = hashAddress(email);
    return {
      name: names.get(hash) ?? `one of ${name}`,
      recipientHash: hash,
      ...keyOf(hashAddress),
    };
  });
}

/** The delivery may have been planned under a key that is no longer in use: the key of now finds its owner longest. */
function hashOfOne(
  recipients: readonly string[],
  { recipientHash, recipientHashNow }: Delivery,
  hashAddress: HashAddress,
): Omit<Concerned, "name"> {
  const theirs = recipients.find((email) =>
    [hashAddress(email), hashAddress.former?.(email)].includes(recipientHash),
  );
  return theirs === undefined
    ? { recipientHash: recipientHashNow ?? recipientHash }
    : { recipientHash: hashAddress(theirs), ...keyOf(hashAddress) };
}

function keyOf({ keyId }: HashAddress): Pick<Concerned, "hashKeyId"> {
  return keyId === undefined ? {} : { hashKeyId: keyId };
}

/** What people are told of an event, for the names of those it is about; undefined where they need not know. */
function describe(
  event: MailEvent,
  { delivery, concerned }: Place,
): NewsItem["inWords"] | undefined {
  const why = event.reason === undefined ? "" : ` ${event.reason}`;
  const until = "No report goes there until an admin lifts that; see /exec-report suppressions.";
  switch (event.kind) {
    case "hard_bounce":
      return (names) => `Bounced: the mail to ${names} could not be delivered.${why} ${until}`;
    case "complaint":
      return concerned.length === 1
        ? (names) => `Reported as spam by ${names}. ${until}`
        : (names) =>
            `Reported as spam by one of ${names}; nobody can know by whom, so all of them go on getting reports.`;
    case "soft_bounce":
      // An answering machine: the mail is there.
      return delivery.state === "delivered" || delivery.state === "complained"
        ? undefined
        : (names) => `Not delivered to ${names}.${why} The next report goes there as usual.`;
    case "reject":
    case "rendering_failure":
      return (names) => `Not sent to ${names}.${why}`;
    default:
      return undefined;
  }
}
