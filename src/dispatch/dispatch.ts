import type { Meaning } from "../reports/report.ts";

/** Who asks. Slack, a schedule and the HTTP API all end up as one of these. */
export interface Requester {
  /** Slack user id. */
  readonly userId: string;
  /** Slack team the user belongs to. */
  readonly teamId: string;
}

/** One address a dispatch goes to. */
export interface Recipient {
  /** Role, e.g. `Chief technology officer`. */
  readonly name: string;
  readonly email: string;
}

/** Everyone one dispatch goes to, decided when the preview is made. */
export interface Envelope {
  /** RFC 5322 mailbox, e.g. `Exec Report <reports@example.com>`. */
  readonly from: string;
  readonly recipients: readonly Recipient[];
  /** Gets one copy of each dispatch. */
  readonly auditCopy?: Recipient;
}

/** The content of the mail: one rendering for all recipients. */
export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** The exact bytes that were shown for approval, and to whom they go. */
export interface Artifact {
  readonly mail: RenderedMail;
  readonly envelope: Envelope;
}

/** What of a report is shown in Slack; kept with the dispatch so that it can be shown again after a restart. */
export interface ReportSummary {
  readonly title: string;
  readonly headline: string;
  readonly figures: readonly SummaryFigure[];
  /** e.g. `October 2026`. */
  readonly period: string;
  /** e.g. `Worked out for Oct 31, 2026, from 6 sources, the oldest as of Oct 12, 2026`. */
  readonly basis: string;
}

export interface SummaryFigure {
  readonly label: string;
  /** Formatted for the portfolio's locale. */
  readonly value: string;
  readonly note?: string;
  readonly meaning: Meaning;
}

/** Where a message stands in Slack. */
export interface MessageRef {
  readonly channel: string;
  /** Slack's message timestamp, which is its id. */
  readonly ts: string;
}

export const DISPATCH_STATES = [
  "awaiting_approval",
  "approved",
  "sending",
  "sent",
  "partly_sent",
  "failed",
  "rejected",
  "voided",
] as const;
export type DispatchState = (typeof DISPATCH_STATES)[number];

/** One decision by one person. Times are ISO 8601 in UTC. */
export interface Decision {
  readonly by: string;
  readonly at: string;
  /** Why it was rejected. */
  readonly reason?: string;
}

/** One report on its way to its audience. */
export interface Dispatch {
  /** ULID: sorts by time of drafting. */
  readonly id: string;
  readonly reportType: string;
  readonly state: DispatchState;
  readonly requestedBy: Requester;
  /** When the report was worked out, ISO 8601 in UTC. */
  readonly generatedAt: string;
  readonly summary: ReportSummary;
  /** Names of the recipients, in the order of the envelope. */
  readonly recipientNames: readonly string[];
  readonly hasAuditCopy: boolean;
  /** SHA-256 of the artifact, hex. */
  readonly artifactHash: string;
  /** Channel for the summary, decided with everything else when the preview is made. */
  readonly summaryChannel: string;
  readonly preview?: MessageRef;
  readonly approval?: Decision;
  readonly rejection?: Decision;
  /** Why it was voided, for people. */
  readonly voidedBecause?: string;
  /** When people were told how it ended, ISO 8601 in UTC. */
  readonly announcedAt?: string;
}

export const DELIVERY_STATES = ["pending", "claimed", "accepted", "failed", "uncertain"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** The words operators search for, derived from the finer state. */
export type DeliveryStatus = "pending" | "sent" | "failed";

/** `recipient`: somebody of the audience. `audit`: the one copy kept for the record. */
export type DeliveryKind = "recipient" | "audit";

/** One recipient's part of a dispatch. Knows the recipient by hash only. */
export interface Delivery {
  readonly dispatchId: string;
  readonly kind: DeliveryKind;
  /** HMAC-SHA-256 of the normalised address, hex. */
  readonly recipientHash: string;
  readonly name: string;
  readonly state: DeliveryState;
  /** Calls to the mail service after the first. */
  readonly retryCount: number;
  /** Grows with each claim; an outcome is written only by the claim that produced it. */
  readonly fence: number;
  /** The mail service's id, once accepted. */
  readonly messageId?: string;
  /** Why it failed or is uncertain, with addresses masked. */
  readonly reason?: string;
}

/** `delivery_status` of the audit record for a state. */
export function deliveryStatus(state: DeliveryState): DeliveryStatus {
  switch (state) {
    case "accepted":
      return "sent";
    case "failed":
      return "failed";
    default:
      return "pending";
  }
}
