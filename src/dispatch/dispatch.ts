import type { EnvelopeMode } from "../portfolio/portfolio.ts";
import type { Retention } from "../portfolio/retention.ts";
import type { Meaning } from "../reports/report.ts";
import type { ApprovalPolicy } from "./approval-policy.ts";
import type { DraftChoices } from "./choices.ts";
import type { refOf } from "./delivery.ts";

/** Who asks. Slack, a schedule and the HTTP API all end up as one of these. */
export interface Requester {
  /** Slack user id. */
  readonly userId: string;
  /** Slack team the user belongs to. */
  readonly teamId: string;
}

/** That somebody gets reports of one type. */
export interface Subscription {
  readonly reportType: string;
  /** HMAC-SHA-256 of the normalised address, hex. */
  readonly recipientHash: string;
  /** The same under the key before, where that is known: what was said under it still holds. */
  readonly formerHash?: string;
}

export const SKIP_REASONS = ["unsubscribed", "bounced", "complained"] as const;
/** `unsubscribed`: from this type of report. `bounced`, `complained`: gets no report at all. */
export type SkipReason = (typeof SKIP_REASONS)[number];

/** Somebody of the audience who is left out. */
export interface SkippedRecipient {
  readonly name: string;
  readonly reason: SkipReason;
  /** When they unsubscribed, or their mail bounced or was reported as spam, ISO 8601 in UTC. */
  readonly since: string;
  /** Who gets the report in their place. */
  readonly instead?: string;
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
  /** The report's first chart; absent without one. */
  readonly chart?: SummaryChart;
}

/** A chart for where Slack shows one: as a picture, or where that cannot be, as values. */
export interface SummaryChart {
  /** What it says, as a sentence. */
  readonly message: string;
  /** e.g. `Harbor Portfolio · Operating expense in USD · Oct 2025 to Oct 2026`. */
  readonly title: string;
  /** The last categories, or the first of a ranking; one value for each series. */
  readonly values: readonly { readonly label: string; readonly value: string }[];
}

/** Where Slack finds a picture. */
export type PictureRef =
  /** A file that was uploaded to Slack. */
  | { readonly kind: "file"; readonly id: string }
  /** An address that Slack fetches it from. */
  | { readonly kind: "link"; readonly url: string };

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

/** Why the mails of a dispatch wait although it is approved. They stay pending and go out by themselves. */
export interface Parking {
  /**
   * - `quota`: what may be sent in 24 hours is used up.
   * - `paused`: the mail service does not send for the account.
   * - `sender`: the sender is not verified any more.
   */
  readonly because: "quota" | "paused" | "sender";
  /** For people: what happened and what to do. */
  readonly reason: string;
  /** Until about when, ISO 8601 in UTC; absent where nobody can know. */
  readonly until?: string;
}

export function isSameParking(one: Parking | undefined, other: Parking | undefined): boolean {
  return (
    one?.because === other?.because && one?.reason === other?.reason && one?.until === other?.until
  );
}

/** What sending will take, as of the draft. */
export interface Forecast {
  /** Everybody who gets a copy, the audit copy included: that is what the quota counts. */
  readonly recipients: number;
  /** Recipients that may still get mail today; absent where there is no limit. */
  readonly leftToday?: number;
  /** How long sending takes if nothing else is sent meanwhile, in seconds. */
  readonly seconds: number;
  /** Worth knowing, stops nothing. */
  readonly notes: readonly string[];
  /** What keeps it from being sent, and how to mend that. */
  readonly problem?: string;
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
  "expired",
  "recalled",
] as const;
export type DispatchState = (typeof DISPATCH_STATES)[number];

/** One decision by one person. Times are ISO 8601 in UTC. */
export interface Decision {
  /** Slack user id; or, of what is sent without anybody looking at it, `schedule#` and the schedule's id. */
  readonly by: string;
  readonly at: string;
  /** Why it was rejected. */
  readonly reason?: string;
  /** SHA-256 of the artifact that was decided on, hex. */
  readonly hash?: string;
}

export const REOPENING_KINDS = ["retry", "again", "mark"] as const;
/**
 * - `retry`: mails that failed go out again.
 * - `again`: mails of which nobody can know whether they were taken go out again, perhaps for the second time.
 * - `mark`: such mails count as sent.
 */
export type ReopeningKind = (typeof REOPENING_KINDS)[number];

/** That somebody has decided on some mails of a dispatch that had ended. */
export interface Reopening {
  readonly kind: ReopeningKind;
  readonly by: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Which mails: what {@link refOf} gives for them. */
  readonly deliveries: readonly string[];
}

/** What of the mail people see before they approve it. */
export interface MailFacts {
  /** As it goes over the wire, in bytes. */
  readonly bytes: number;
  readonly attachments: readonly AttachmentFacts[];
  /** Names of attachments that were left out because the mail was too large with them. */
  readonly leftOut: readonly string[];
  readonly envelope: EnvelopeMode;
}

export interface AttachmentFacts {
  readonly name: string;
  readonly bytes: number;
}

/** A file of the portfolio that a report was worked out from. */
export interface SourceFile {
  /** Relative to the portfolio's folder. */
  readonly file: string;
  /** Of what was read from it, hex. */
  readonly sha256: string;
}

/** One time that a schedule was due. */
export interface ScheduledRun {
  readonly scheduleId: string;
  /** ISO 8601 in UTC. */
  readonly dueAt: string;
  /** It was made well after that. */
  readonly late?: boolean;
}

/** The same person at the same moment: the answer to the write of one's own decision may have been lost. */
export function isSameDecision(one: Decision | undefined, other: Decision): boolean {
  return one?.by === other.by && one.at === other.at;
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
  /** What was asked for, so that it can be asked for again. */
  readonly choices: DraftChoices;
  readonly mail: MailFacts;
  /** Names of the recipients, in the order of the envelope. */
  readonly recipientNames: readonly string[];
  /** People of the audience who do not get it. */
  readonly skipped: readonly SkippedRecipient[];
  readonly hasAuditCopy: boolean;
  /** SHA-256 of the artifact, hex. */
  readonly artifactHash: string;
  /** The files it was worked out from, by name. */
  readonly sources?: readonly SourceFile[];
  /** How long its parts are kept, decided when it is drafted; `STANDARD_RETENTION` without it. */
  readonly retention?: Retention;
  /** Channel for the summary, decided with everything else when the preview is made. */
  readonly summaryChannel: string;
  /** Absent for one that somebody asked for. */
  readonly scheduled?: ScheduledRun;
  /** The dispatch in whose place it was drafted. It is not approved while that one may still go out. */
  readonly replaces?: string;
  /** The first of all that took one another's place; absent for that one itself. */
  readonly origin?: string;
  readonly preview?: MessageRef;
  /** The report's first chart in Slack; absent where it cannot be shown there. */
  readonly picture?: PictureRef;
  /** The rules it was shown under; those of `DEFAULT_POLICY` in records from before there were any. */
  readonly policy?: ApprovalPolicy;
  /** Until when it can be approved, ISO 8601 in UTC. */
  readonly approvalExpiresAt?: string;
  /** When approvers were reminded, ISO 8601 in UTC. */
  readonly remindedAt?: string;
  /** When others were told that it still waits, ISO 8601 in UTC. */
  readonly escalatedAt?: string;
  /** Every approval so far, in their order; `approval` is the one that decided. */
  readonly approvals?: readonly Decision[];
  /** Whose approval ceased to count, because they lost the right before the last one came; Slack user ids. */
  readonly lapsed?: readonly string[];
  readonly approval?: Decision;
  readonly rejection?: Decision;
  /** Approved, but not sent before this moment: until then it can be recalled. ISO 8601 in UTC. */
  readonly heldUntil?: string;
  readonly recall?: Decision;
  /** Why it was voided, if that was because something had changed since the preview; one sentence each. */
  readonly changes?: readonly string[];
  /** Absent where the account could not be looked at. */
  readonly forecast?: Forecast;
  /** Set while its mails wait for something outside. */
  readonly parked?: Parking;
  /** Why it was voided, for people. */
  readonly voidedBecause?: string;
  /** When it was voided, ISO 8601 in UTC. */
  readonly voidedAt?: string;
  /** Where its summary stands, once it was posted. */
  readonly summaryMessage?: MessageRef;
  /** When people were told how it ended, ISO 8601 in UTC. */
  readonly announcedAt?: string;
  /** Each time that somebody took it up again after its end, in their order. */
  readonly reopenings?: readonly Reopening[];
}

/** How often a dispatch was taken up again after its end. */
export function roundOf({ reopenings = [] }: Pick<Dispatch, "reopenings">): number {
  return reopenings.length;
}
