import type { AttachmentKind } from "../../portfolio/portfolio.ts";

/** When a report is to go out. */
export const SEND_TIMES = ["approved", "later", "schedule"] as const;
export type SendTime = (typeof SEND_TIMES)[number];

/** Whether a report that is made again and again waits for somebody each time. */
export const APPROVAL_NEEDS = ["required", "not_needed"] as const;
export type ApprovalNeed = (typeof APPROVAL_NEEDS)[number];

/** Stands for a period that is typed. */
export const OTHER_PERIOD = "other";

/**
 * What somebody has filled into the form. What is absent was not asked: the form had other questions, or the answers
 * were not known yet.
 */
export interface FormInput {
  /** Id of a report. */
  readonly report: string;
  /** As `parsePeriod` reads it, or {@link OTHER_PERIOD}. */
  readonly period: string;
  readonly typedPeriod?: string;
  /** Ids; none means all. */
  readonly entities?: readonly string[];
  /** Ids under `people`, of those in the report's audience and of all others. */
  readonly audience?: readonly string[];
  readonly others?: readonly string[];
  /** Those of the audience that could be unticked: the others get it as they would without the form. */
  readonly listed?: readonly string[];
  readonly attachments?: readonly AttachmentKind[];
  /** What the audience had when the question was drawn first: whoever leaves it so has chosen nothing. */
  readonly usualAttachments?: readonly AttachmentKind[];
  readonly note?: string;
  readonly when: SendTime;
  /** ISO 8601 in UTC. */
  readonly sendAt?: string;
  /** When it is made again and again, as typed: `every monday 08:00`, perhaps with a time zone behind `in`. */
  readonly recurrence?: string;
  /** Whether somebody approves it each time. */
  readonly approval?: ApprovalNeed;
  /** Slack user ids; none means anybody who may. */
  readonly approvers?: readonly string[];
}

/** The questions of the form, for what is wrong with an answer. */
export type FormField = Exclude<
  keyof FormInput,
  "when" | "entities" | "listed" | "usualAttachments"
>;
