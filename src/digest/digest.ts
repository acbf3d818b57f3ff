/**
 * What the morning post says, as data: values and plain words, for Slack and the mail alike. People are Slack user ids,
 * roles, or names of recipients; everything that shows them escapes them for its own medium.
 */
import type { Delivery } from "../dispatch/delivery.ts";
import type { Dispatch, DispatchState } from "../dispatch/dispatch.ts";
import type { IsoDate } from "../portfolio/portfolio.ts";
import type { Meaning, ReportFormat, Trend } from "../reports/report.ts";

/** One day's digest. */
export interface Digest {
  readonly day: IsoDate;
  /** The portfolio's name. */
  readonly portfolio: string;
  readonly timeZone: string;
  readonly format: ReportFormat;
  /** The days it looks back on, e.g. `yesterday`, `since Friday`. */
  readonly span: string;
  /** Nothing has happened and nothing is asked of anybody: one line is enough. */
  readonly quiet: boolean;
  /** One computed sentence. */
  readonly headline: string;
  readonly sent: readonly SentReport[];
  /** The longest waiting first. */
  readonly waiting: readonly WaitingReport[];
  readonly problems: readonly Problem[];
  readonly notSent: readonly NotSent[];
  /** What was done about all of that since it was posted; a fresh digest has none. */
  readonly done: readonly DoneSince[];
  /** The largest change first. */
  readonly moved: readonly MovedFigure[];
  readonly overdue: Overdue;
  readonly planned: readonly PlannedRun[];
  /** What keeps the digest from being complete, one sentence each. */
  readonly notes: readonly string[];
}

/** Names a dispatch, and leads to it. */
export interface DispatchName {
  readonly dispatchId: string;
  /** e.g. `CTO report, October 2026`. */
  readonly name: string;
}

/** How many people of the audience are in which state. */
export interface DeliveryFigures {
  readonly delivered: number;
  /** Taken by the mail service, and nothing heard since. */
  readonly accepted: number;
  readonly bounced: number;
  readonly inDoubt: number;
  readonly failed: number;
  /** Not handed over yet. */
  readonly pending: number;
}

export interface SentReport extends DispatchName {
  readonly state: DispatchState;
  readonly recipients: number;
  readonly figures: DeliveryFigures;
}

export interface WaitingReport extends DispatchName {
  readonly headline: string;
  /** ISO 8601 in UTC. */
  readonly since: string;
  /** e.g. `3 hours`. */
  readonly waited: string;
  /** ISO 8601 in UTC; absent if it does not expire. */
  readonly expiresAt?: string;
  /** Slack user ids of those who may approve it and have not. */
  readonly on: readonly string[];
  /** Approvals so far, and how many it takes. */
  readonly approvals: number;
  readonly needed: number;
  readonly recipients: number;
  /** It cannot be approved as it is. */
  readonly tooLarge: boolean;
  /** Where its preview stands. */
  readonly channel?: string;
}

export const PROBLEM_KINDS = ["failed", "uncertain", "bounced", "complained", "parked"] as const;
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

/** One thing that went wrong with one dispatch, for one reason. */
export interface Problem extends DispatchName {
  readonly kind: ProblemKind;
  /** Names of recipients; empty where all are concerned. */
  readonly who: readonly string[];
  readonly reason: string;
  /** What to do, as a sentence. */
  readonly advice: string;
  /** How often its dispatch had been taken up again, if somebody can decide about these mails. */
  readonly round?: number;
}

/** How something stands that the digest had asked for. */
export interface DoneSince {
  readonly name: string;
  readonly dispatch: Dispatch;
  readonly deliveries: readonly Delivery[];
  /** It was asked for again, and this is what was drafted then. */
  readonly afresh: boolean;
}

/** A report that should have gone out and has not. */
export interface NotSent {
  /** e.g. `CTO report, October 2026`. */
  readonly name: string;
  /** Why, as a sentence. */
  readonly cause: string;
  /** Slack user ids of those it waited for in vain. */
  readonly on: readonly string[];
  /** A dispatch of which a fresh preview can be made. */
  readonly afresh?: string;
}

/** A figure of a report against what the report compares it with. */
export interface MovedFigure {
  /** e.g. `CFO report`. */
  readonly report: string;
  readonly label: string;
  readonly value: string;
  readonly before: string;
  readonly trend: Trend;
  /** e.g. `6% over September`. */
  readonly words: string;
  readonly meaning: Meaning;
}

export interface Overdue {
  /** The day it is judged on, which the settings may pin. */
  readonly on: IsoDate;
  /** How many fell due since the digest before. */
  readonly newly: number;
  readonly items: readonly OverdueItem[];
}

export interface OverdueItem {
  readonly title: string;
  /** A role and its entity. */
  readonly owner: string;
  readonly due: IsoDate;
  readonly days: number;
  /** Shortfalls that stay open until it is done, e.g. `keeps 1 critical and 2 high findings open`; empty if none. */
  readonly keepsOpen: string;
}

/** A run of a schedule that is to come. */
export interface PlannedRun {
  readonly name: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}
