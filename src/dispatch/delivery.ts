export const DELIVERY_STATES = [
  "pending",
  "claimed",
  "accepted",
  "failed",
  "uncertain",
  "delivered",
  "bounced",
  "complained",
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** The words operators search for, derived from the finer state. */
export type DeliveryStatus = "pending" | "sent" | "failed";

/** `recipient`: somebody of the audience. `audit`: the one copy kept for the record. */
export type DeliveryKind = "recipient" | "audit";

/**
 * One mail of a dispatch: that of one recipient, or one that several share. Knows recipients by hash only.
 */
export interface Delivery {
  readonly dispatchId: string;
  readonly kind: DeliveryKind;
  /** HMAC-SHA-256 of the normalised address, hex; of a shared mail that of all its addresses together. */
  readonly recipientHash: string;
  /** The hash under the key of now, once it was made anew; the one it was planned under stays its name. */
  readonly recipientHashNow?: string;
  /** Names the key of that hash, while it is planned. */
  readonly hashKeyId?: string;
  /** Who it is for; of a shared mail all of them, separated by commas. */
  readonly name: string;
  /** How many recipients share the mail; 1 for a mail of one's own. */
  readonly recipients: number;
  readonly state: DeliveryState;
  /** Calls to the mail service after the first. */
  readonly retryCount: number;
  /** Calls that were refused because nobody could send; they count as nobody's attempt. */
  readonly parkedCalls?: number;
  /** Grows with each claim; an outcome is written only by the claim that produced it. */
  readonly fence: number;
  /** The mail service's id, once accepted. */
  readonly messageId?: string;
  /** When we learned what became of it last, ISO 8601 in UTC. */
  readonly settledAt?: string;
  /** Why it failed or is uncertain, with addresses masked. */
  readonly reason?: string;
  /** It failed because the mail service refuses this mail for good: something has to be mended first. */
  readonly refusedForGood?: boolean;
  /** Number of the last reopening that changed it, from 1. */
  readonly reopened?: number;
  /** Calls of earlier sets of attempts, before it was taken up again. */
  readonly callsBefore?: number;
  /** Slack user id of whoever said that it counts as sent, although nobody can know. */
  readonly markedBy?: string;
}

/** Half of the hash tells the deliveries of one dispatch apart; recipient and audit copy may be one mailbox. */
export function refOf({ kind, recipientHash }: Pick<Delivery, "kind" | "recipientHash">): string {
  return `${kind}-${recipientHash.slice(0, 32)}`;
}

/** `delivery_status` of the audit record for a state. Whoever complains has got the mail. */
export function deliveryStatus(state: DeliveryState): DeliveryStatus {
  switch (state) {
    case "accepted":
    case "delivered":
    case "complained":
      return "sent";
    case "failed":
    case "bounced":
      return "failed";
    default:
      return "pending";
  }
}
