/** What the use cases need of the record, in their own words; `store` provides it. */

import type { Artifact, RenderedMail } from "./artifact.ts";
import type { Delivery } from "./delivery.ts";
import type {
  Decision,
  Dispatch,
  DispatchState,
  MessageRef,
  Parking,
  PictureRef,
  Reopening,
} from "./dispatch.ts";

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
  /** Only as long as no preview of it is on record. */
  readonly unshown?: boolean;
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

  /**
   * Has what one alone may have, e.g. the place of a preview that is over.
   *
   * @param key What there is.
   * @param holder Who is to have it.
   * @param insteadOf Who had it and does not count any more.
   * @returns Who has it then; undefined where that is not on record.
   */
  hold(
    key: string,
    holder: string,
    ttlSeconds: number,
    insteadOf?: string,
  ): Promise<string | undefined>;

  /**
   * Saves artifact, deliveries and head, the head last: what has a head is complete. An id is used once: what was begun
   * under it and not finished is not gone on with.
   *
   * @throws DraftExistsError if anything stands under its id; that is left as it is.
   */
  saveDraft(dispatch: Dispatch, artifact: Artifact, deliveries: readonly Delivery[]): Promise<void>;
  get(dispatchId: string): Promise<Dispatch | undefined>;
  /** For whoever sends it. Verifies the hash. Throws `ArtifactCorruptError`, `ArtifactExpiredError`. */
  getArtifact(dispatch: Dispatch): Promise<Artifact>;
  /**
   * For whoever reads it, also when addresses are not kept any more; without the one for answers. Verifies that it is the
   * one that was drafted. Throws `ArtifactCorruptError`, `ArtifactExpiredError`.
   */
  getMail(dispatch: Pick<Dispatch, "id">): Promise<RenderedMail>;
  getDeliveries(dispatchId: string): Promise<readonly Delivery[]>;
  /** The one delivery that is the copy for the record, without reading those of the audience; undefined if there is none. */
  getAuditCopy(dispatchId: string): Promise<Delivery | undefined>;
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
   * @returns `begun`: it was not waiting before. `already`: it was, perhaps for something else. `over`: nothing is kept,
   *   since another process has ended it, or goes on with it.
   */
  park(dispatchId: string, parking: Parking): Promise<"begun" | "already" | "over">;
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
   *
   * @returns Whether it is on record.
   */
  settleDelivery(claim: Claim, outcome: Outcome): Promise<boolean>;
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
