/** What the use cases around the mail service's events need from the record. Adapters live in `store`. */
import type { Delivery } from "./delivery.ts";
import type { Dispatch } from "./dispatch.ts";
import type { MailEvent, Standing } from "./mail-event.ts";

/** An event as it is kept: people by hash only. */
export interface RecordedMailEvent extends Omit<MailEvent, "tags" | "recipients"> {
  readonly dispatchId: string;
  /** The delivery it is about; absent if that cannot be known. */
  readonly delivery?: Pick<Delivery, "kind" | "recipientHash">;
  /** HMAC-SHA-256 of the addresses it names. */
  readonly recipientHashes: readonly string[];
  /** Names the key of those hashes. */
  readonly hashKeyId?: string;
}

/** The record of what the mail service tells. */
export interface MailEvents {
  /**
   * Adds an event to its dispatch. Nothing that was recorded is ever changed.
   *
   * @param dispatch Its dispatch: the event is kept as long as the record of that.
   * @returns false if this very event is on record already.
   */
  add(
    event: RecordedMailEvent,
    dispatch: Pick<Dispatch, "generatedAt" | "retention">,
  ): Promise<boolean>;
  /**
   * Ids of dispatches of which it told trouble in a span, by when that came in: `to` does not belong to it. May lag some
   * seconds behind.
   */
  troubled(from: Date, to: Date): Promise<readonly string[]>;
  /**
   * Moves a delivery to where an event says it stands, unless an event that counts for more, or as much, did before.
   * Says more than the answer to our own call: it also settles a delivery that is in doubt.
   *
   * @returns Whether this call moved it.
   */
  settle(
    delivery: Delivery,
    standing: Standing,
    event: Pick<MailEvent, "messageId" | "at" | "reason">,
  ): Promise<boolean>;
}

/** Why no report at all goes to an address. */
export const SUPPRESSION_REASONS = ["bounced", "complained"] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** An address that gets no reports, whatever their type. */
export interface Suppression {
  /** HMAC-SHA-256 of the normalised address, hex. */
  readonly recipientHash: string;
  readonly reason: SuppressionReason;
  /** When it bounced or complained, ISO 8601 in UTC. */
  readonly since: string;
  /** The dispatch whose mail it was. */
  readonly dispatchId: string;
  /** Names the key of the hash, where that is known. */
  readonly hashKeyId?: string;
}

/** What an address may be on the list under. */
export interface AddressHashes {
  readonly recipientHash: string;
  /** The same under the key before, where that is known: what was put on record under it still holds. */
  readonly formerHash?: string;
}

/** Addresses that bounced for good or complained. */
export interface Suppressions {
  /** @returns For each address why it is on the list; undefined for those that are not. */
  find(addresses: readonly AddressHashes[]): Promise<readonly (Suppression | undefined)[]>;
  /** The latest first. */
  list(): Promise<readonly Suppression[]>;
  /**
   * The first reason counts, except that a complaint outweighs a bounce. What happened before somebody lifted an
   * address does not put it back.
   *
   * @returns Whether this call changed the list.
   */
  add(suppression: Suppression): Promise<boolean>;
  /**
   * Takes an address off the list; that it was on it stays on record.
   *
   * @param by Slack user id.
   * @returns false if it was not on the list.
   */
  lift(recipientHash: string, by: string): Promise<boolean>;
}
