/** What the use cases need from the outside, in their own words. Adapters live in `store`, `email`, `commands`. */
import type { PortfolioError } from "../errors.ts";
import type { Portfolio, Settings } from "../portfolio/portfolio.ts";
import type { Report } from "../reports/report.ts";
import type {
  Artifact,
  Decision,
  Delivery,
  Dispatch,
  DispatchState,
  Envelope,
  InlineImage,
  MessageRef,
  Parking,
  PictureRef,
  Recipient,
  RenderedMail,
  Reopening,
  Subscription,
} from "./dispatch.ts";
import type { Presentation } from "./presentation.ts";

/** The operator's data, and what keeps it from being today's. */
export interface LoadedPortfolio {
  readonly portfolio: Portfolio;
  /** The files as they are now cannot be used; the portfolio is the last one that could. */
  readonly outdatedBy?: PortfolioError;
}

/** Throws `PortfolioError` with every fault if the files were never valid since the start. */
export type LoadPortfolio = () => Promise<LoadedPortfolio>;

/** The settings alone: what people may do does not depend on the rest being in order. */
export type LoadSettings = () => Promise<Settings>;

/** Turns a report into the content of a mail. Pure: the same report gives the same bytes. */
export type RenderMail = (report: Report, presentation: Presentation) => Promise<RenderedMail>;

/** How large a mail is on its way, in bytes: after encoding, with the longest headers it can get. */
export type MeasureMail = (mail: RenderedMail, envelope: Envelope) => Promise<number>;

/** Makes ids: sortable by time, unique without coordination. */
export interface Ids {
  /** A new ULID for this instant. */
  next(at: Date): string;
}

/** One mail, to one recipient or to several that see each other. */
export interface OutgoingMail {
  readonly from: string;
  /** At least one, at most {@link MOST_RECIPIENTS}. */
  readonly to: readonly Recipient[];
  readonly mail: RenderedMail;
  /** How a recipient gets off the list by themselves. */
  readonly unsubscribe?: Unsubscribe;
  /** Come back with the mail service's events. No personal data. */
  readonly tags: { readonly dispatch: string; readonly delivery: string };
}

/** Ways off the list, for the headers of RFC 2369 and RFC 8058. */
export interface Unsubscribe {
  /** What the mail is about, for the subject of a mail to whoever reads the answers. */
  readonly what: string;
  /** Takes a POST without any further question; only for a mail with one recipient, whom it names. */
  readonly oneClick?: string;
}

/** The address at which somebody can stop getting one type of report. */
export type UnsubscribeLink = (subscription: Subscription) => string;

/** SES takes this many recipients in one call. */
export const MOST_RECIPIENTS = 50;

export interface Mailer {
  /**
   * Hands one mail to the mail service, once, without retrying.
   *
   * @returns The service's message id.
   * @throws MailRefusedError with the kind of refusal.
   */
  send(mail: OutgoingMail): Promise<string>;
}

/** Puts the state of a dispatch in front of people. */
export interface Announcer {
  /**
   * Makes a chart something that previews and summaries can show.
   *
   * @returns undefined where Slack cannot show pictures of this bot.
   */
  publishChart(dispatch: Dispatch, chart: InlineImage): Promise<PictureRef | undefined>;
  /** Posts a dispatch as it stands into a channel or, by a user's id, to that person alone. */
  postPreview(
    channel: string,
    dispatch: Dispatch,
    deliveries: readonly Delivery[],
  ): Promise<MessageRef>;
  /** Rewrites the preview after something changed. */
  updatePreview(
    preview: MessageRef,
    dispatch: Dispatch,
    deliveries: readonly Delivery[],
  ): Promise<void>;
  /** Posts what was sent into the channel for summaries. */
  postSummary(
    channel: string,
    dispatch: Dispatch,
    deliveries: readonly Delivery[],
  ): Promise<MessageRef>;
  /** Rewrites the summary after something changed. */
  updateSummary(
    summary: MessageRef,
    dispatch: Dispatch,
    deliveries: readonly Delivery[],
  ): Promise<void>;
  /** Says in the preview's thread what came of each mail, where not all of them were simply sent. */
  postDetails(
    preview: MessageRef,
    dispatch: Dispatch,
    deliveries: readonly Delivery[],
  ): Promise<void>;
  /** Says something below a message, in its thread. */
  reply(message: MessageRef, text: string): Promise<void>;
  /** Tells one person something that went wrong after the fact. */
  tell(userId: string, text: string): Promise<void>;
  /** What a person can do about a failure of one of these calls, as a sentence. */
  explain(error: unknown): string;
  /** What is gone for good according to a failure of one of these calls; undefined if it may work another time. */
  lossIn(error: unknown): Loss | undefined;
  /** Whether only one person sees a message. */
  isDirect(message: MessageRef): boolean;
}

/** `message`: it was deleted. `place`: nothing can be posted where it stood, or should have stood. */
export type Loss = "message" | "place";

/** Why people are asked to decide on a dispatch. */
export type Occasion =
  /** They do not see its preview. */
  | "unseen"
  /** It has waited for long. */
  | "reminder"
  /** Nobody has decided although those who should were reminded; these people can see to it. */
  | "escalation";

/** Asks people to decide on a dispatch that waits. Does not throw: who cannot be reached stops nobody else. */
export interface Reminder {
  /** @param people Slack user ids. */
  remind(dispatch: Dispatch, people: readonly string[], occasion: Occasion): Promise<void>;
}

/** A change of state, allowed only from the states that `TRANSITIONS` names. */
export interface StateChange {
  readonly dispatchId: string;
  readonly to: DispatchState;
  readonly approval?: Decision;
  readonly rejection?: Decision;
  readonly voidedBecause?: string;
  readonly recall?: Decision;
  /** Every approval, this one included. */
  readonly approvals?: readonly Decision[];
  /** Whose approval is not among them any more; Slack user ids. */
  readonly lapsed?: readonly string[];
  readonly heldUntil?: string;
  readonly remindedAt?: string;
  readonly escalatedAt?: string;
  readonly changes?: readonly string[];
  /** Only from these of the states that `TRANSITIONS` allows; from all of them without it. */
  readonly from?: readonly DispatchState[];
  /** Every time it was taken up again, this one included. */
  readonly reopenings?: readonly Reopening[];
  /** How often it had been taken up again when it was read: if that has happened since, nothing is changed. */
  readonly round?: number;
  /** What the trail calls it; the name of the state without it. */
  readonly event?: string;
  /** When the sweep has to look at it next, ISO 8601 in UTC; at once without it. */
  readonly dueAt?: string;
  /** The dispatch as it was read: if its approvals, its reminder or its escalation are others by now, nothing is changed. */
  readonly seen?: Dispatch;
}

/** The right to call the mail service for one delivery, once. */
export interface Claim {
  readonly dispatchId: string;
  readonly kind: Delivery["kind"];
  readonly recipientHash: string;
  readonly fence: number;
}

/** What came of one claim. */
export type Outcome =
  | { readonly state: "accepted"; readonly messageId: string }
  | {
      readonly state: "failed";
      readonly reason: string;
      /** No further call would be taken as things are. */
      readonly refusedForGood?: boolean;
    }
  | { readonly state: "uncertain"; readonly reason: string }
  /** The call is known not to have been taken; it may be claimed again. */
  | {
      readonly state: "pending";
      readonly reason: string;
      /** Nobody's mail would have been taken: the call does not count as an attempt. */
      readonly parked?: boolean;
    };

/** An approved dispatch that must not leave yet. */
export interface HeldDispatch {
  readonly id: string;
  /** When it may, ISO 8601 in UTC. */
  readonly until: string;
}

export interface DispatchStore {
  /**
   * Wins or loses the right to act on something that must happen once, e.g. one Slack delivery.
   *
   * @param key What must happen once.
   * @param ttlSeconds How long the key is remembered.
   * @returns false if the key was taken before.
   */
  claimOnce(key: string, ttlSeconds: number): Promise<boolean>;

  /** Saves artifact, deliveries and head, the head last: what has a head is complete. */
  saveDraft(dispatch: Dispatch, artifact: Artifact, deliveries: readonly Delivery[]): Promise<void>;
  get(dispatchId: string): Promise<Dispatch | undefined>;
  /** Verifies the hash. Throws `ArtifactCorruptError`. */
  getArtifact(dispatch: Dispatch): Promise<Artifact>;
  getDeliveries(dispatchId: string): Promise<readonly Delivery[]>;
  /**
   * The newest first, without the mails of the digest.
   *
   * @param before Only those drafted before this one.
   */
  latest(limit: number, before?: string): Promise<readonly Dispatch[]>;
  /** Everything that was drafted at this instant or later, the newest first. */
  draftedSince(from: Date): Promise<readonly Dispatch[]>;
  /** Ids of dispatches that wait for a decision, are held back, or are on their way. May be some seconds old. */
  findOpen(): Promise<readonly string[]>;

  setPreview(dispatchId: string, preview: MessageRef, picture?: PictureRef): Promise<void>;
  /** Puts on record that what waits was mailed to one person as a test. */
  noteTest(
    dispatchId: string,
    test: { readonly by: string; readonly at: string; readonly messageId: string },
  ): Promise<void>;
  /** Where the summary stands. */
  setSummary(dispatchId: string, summary: MessageRef): Promise<void>;
  /**
   * Moves a dispatch from one state to another, if nobody else has moved it.
   *
   * @returns The dispatch as it is after the change, and whether this call made the change.
   */
  changeState(
    change: StateChange,
  ): Promise<{ readonly changed: boolean; readonly dispatch: Dispatch }>;
  /**
   * People were told how it ended: nothing is left to do. Does nothing if it was taken up again meanwhile.
   *
   * @param round How often it had been taken up again by the end they were told of.
   */
  markAnnounced(dispatchId: string, round?: number): Promise<void>;
  /**
   * Keeps why an approved dispatch waits, and until when.
   *
   * @returns Whether it was not waiting before.
   */
  park(dispatchId: string, parking: Parking): Promise<boolean>;
  /**
   * It waits no more.
   *
   * @returns The dispatch after the change; undefined if it was not waiting.
   */
  resume(dispatchId: string): Promise<Dispatch | undefined>;
  /** Ids of dispatches whose reminder or expiry is due, and of expired ones of which nobody was told. */
  findDueApprovals(): Promise<readonly string[]>;
  /**
   * Ids of dispatches that were approved and have something left to do, the longest waiting first. Not those that
   * are still held back.
   */
  findUnfinished(): Promise<readonly string[]>;
  /** Approved dispatches that are held back now and may leave up to a moment. */
  findHeld(until: Date): Promise<readonly HeldDispatch[]>;

  /**
   * Wins the right to call the mail service for a pending delivery, written before the call.
   *
   * @returns undefined if the delivery is not pending any more.
   */
  claimDelivery(delivery: Delivery, leaseSeconds: number): Promise<Claim | undefined>;
  /**
   * Records what came of a claim. Ignored if the claim has been superseded; and a claim that was given up
   * meanwhile is not opened again.
   */
  settleDelivery(claim: Claim, outcome: Outcome): Promise<void>;
  /**
   * Gives up on a claim whose holder has vanished: its outcome can no longer be known.
   *
   * @returns false while the lease still runs.
   */
  expireClaim(delivery: Delivery, reason: string): Promise<boolean>;
  /**
   * Takes up a mail that failed or is uncertain, if it still stands as it was read and this reopening has not changed
   * it before: with a fresh set of attempts (`pending`), or as sent (`accepted`).
   *
   * @param reopening Its number, from 1, and who decided it.
   * @returns Whether this call changed it.
   */
  reopenDelivery(
    delivery: Delivery,
    to: "pending" | "accepted",
    reopening: { readonly number: number; readonly by: string },
  ): Promise<boolean>;
}

/** Who does not want which reports any more. */
export interface Unsubscriptions {
  /** @returns When each of these subscriptions was ended, ISO 8601 in UTC; undefined for those that stand. */
  endedAt(subscriptions: readonly Subscription[]): Promise<readonly (string | undefined)[]>;
  /** Ending twice is ending once; the first time counts. */
  end(subscription: Subscription): Promise<void>;
  resume(subscription: Subscription): Promise<void>;
}

/** HMAC-SHA-256 of the normalised address under a secret key, hex. */
export interface HashAddress {
  (email: string): string;
  /** Names the key, without revealing it. */
  readonly keyId?: string;
  /** The same under the key before this one, while the operator still has it. */
  readonly former?: (email: string) => string;
}

/** What the mail service lets the account do, as of a moment. */
export interface AccountStanding {
  /** When it was asked. */
  readonly readAt: Date;
  /** e.g. `us-east-1`: what mends it has to be done there. */
  readonly region: string;
  /** The sender's bare address and its domain. Either may be verified. */
  readonly address: string;
  readonly domain: string;
  /** The identity that is verified, the address before its domain. */
  readonly verifiedIdentity?: string;
  /** Whether mails are signed for the sender's domain. */
  readonly signed: boolean;
  readonly sendingEnabled: boolean;
  readonly sandboxed: boolean;
  /** Recipients in 24 hours; undefined where there is no limit. */
  readonly perDay?: number;
  readonly sentToday: number;
  /** Recipients a second. */
  readonly perSecond: number;
}

export interface MailAccount {
  /**
   * @param maxAgeMs An answer this old is good enough; minutes when absent.
   * @returns undefined if the mail service does not say.
   */
  read(maxAgeMs?: number): Promise<AccountStanding | undefined>;
}

/** The rate and the day's quota, shared by all processes that send from one account. */
export interface Throttle {
  /**
   * Waits until so many recipients may be handed over. Call it before a claim: a lease must not run meanwhile.
   *
   * @param recipients Of one call to the mail service.
   * @param stopping Ends the wait early; nothing is granted then, and the caller looks at the signal.
   * @returns undefined if they may be handed over now; otherwise why nothing may be for longer than a moment.
   */
  acquire(recipients: number, stopping: AbortSignal): Promise<Parking | undefined>;
  /** Recipients that were granted a moment ago and will not be handed over. */
  giveBack(recipients: number): Promise<void>;
  /** Why nothing may go out now, without taking anything. */
  standing(): Promise<Parking | undefined>;
  /** The mail service takes nothing from anybody any more: all processes stop for a while. */
  halt(because: Parking["because"], reason: string): Promise<Parking>;
  /** Recipients a second that may be handed over. */
  rate(): Promise<number>;
}
