/**
 * Every error that a person may see. Each has a stable code, a sentence that says what happened and what
 * to do next, and the cause it came from. Whether trying again can help is data on the error.
 */

/** Stable identifiers, safe to search for in a log and to quote in a support request. */
export type ErrorCode =
  | "config_invalid"
  | "portfolio_invalid"
  | "usage"
  | "unknown_report"
  | "unknown_period"
  | "unknown_entity"
  | "unknown_recurrence"
  | "schedule_not_found"
  | "too_late"
  | "not_allowed"
  | "no_audience"
  | "dispatch_not_found"
  | "draft_exists"
  | "dispatch_already_decided"
  | "approval_expired"
  | "changed_since_preview"
  | "no_approver"
  | "unknown_person"
  | "note_too_long"
  | "form_not_opened"
  | "form_not_read"
  | "recall_too_late"
  | "nothing_to_send"
  | "no_own_address"
  | "mail_too_large"
  | "picture_not_ready"
  | "preview_not_posted"
  | "preview_not_updated"
  | "send_interrupted"
  | "port_taken"
  | "slack_unavailable"
  | "store_unavailable"
  | "table_missing"
  | "artifact_corrupt"
  | "artifact_expired"
  | "mail_refused"
  | "sender_not_ready";

/** Options shared by all errors of the product. */
export interface AppErrorOptions {
  /** What to do next, as a sentence. */
  readonly hint?: string;
  /** The error this one explains. */
  readonly cause?: unknown;
}

/** The base class. `message` is written for the person who reads it, not for the log. */
export abstract class AppError extends Error {
  abstract readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.hint = options.hint;
  }

  /** What happened, and what to do next. */
  toSentence(): string {
    if (this.hint === undefined) return this.message;
    // After a list of faults the hint stands on a line of its own.
    return `${this.message}${this.message.includes("\n") ? "\n" : " "}${this.hint}`;
  }
}

/** One or more environment variables are missing or malformed. */
export class ConfigError extends AppError {
  readonly code = "config_invalid";
}

/** One fault in the operator's data. Lines and columns count from 1. */
export interface PortfolioFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the document, e.g. `cloud.services[2].monthly.low`. */
  readonly path: string;
  /** What is wrong and what was expected. */
  readonly problem: string;
}

/** The portfolio on disk cannot be used; carries every fault at once. */
export class PortfolioError extends AppError {
  readonly code = "portfolio_invalid";
  readonly faults: readonly PortfolioFault[];

  constructor(faults: readonly PortfolioFault[], options: AppErrorOptions = {}) {
    const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
    super(`The portfolio has ${count}:\n${faults.map(formatFault).join("\n")}`, options);
    this.faults = faults;
  }
}

/** `file:line:column path: what is wrong, what was expected` */
export function formatFault(fault: PortfolioFault): string {
  const at = `${fault.file}:${fault.line}:${fault.column}`;
  return fault.path === "" ? `${at}: ${fault.problem}` : `${at} ${fault.path}: ${fault.problem}`;
}

/** A command line that cannot be followed. */
export class UsageError extends AppError {
  readonly code = "usage";
}

/** Nobody has registered a report under this name. */
export class UnknownReportError extends AppError {
  readonly code = "unknown_report";
}

/** Not a period that a report can be worked out for. */
export class UnknownPeriodError extends AppError {
  readonly code = "unknown_period";
}

/** The portfolio has no entity under this name. */
export class UnknownEntityError extends AppError {
  readonly code = "unknown_entity";
}

/** Not a way to say when something happens again and again. */
export class UnknownRecurrenceError extends AppError {
  readonly code = "unknown_recurrence";
}

/** The schedule a button or command refers to does not exist. */
export class ScheduleNotFoundError extends AppError {
  readonly code = "schedule_not_found";
}

/** What was due is not made any more: its time is over. */
export class TooLateError extends AppError {
  readonly code = "too_late";
}

/** The person may not do this. */
export class NotAllowedError extends AppError {
  readonly code = "not_allowed";
  /** Whether it is only because nobody could tell what they may do. */
  readonly isPassing: boolean;

  constructor(
    message: string,
    options: AppErrorOptions & Partial<Pick<NotAllowedError, "isPassing">> = {},
  ) {
    super(message, options);
    this.isPassing = options.isPassing ?? false;
  }
}

/** A report has nobody to go to. */
export class NoAudienceError extends AppError {
  readonly code = "no_audience";
}

/** The dispatch a button or command refers to does not exist. */
export class DispatchNotFoundError extends AppError {
  readonly code = "dispatch_not_found";
}

/** Something stands under the id of a draft that was about to be saved. */
export class DraftExistsError extends AppError {
  readonly code = "draft_exists";
}

/** Somebody else's decision came first. */
export class AlreadyDecidedError extends AppError {
  readonly code = "dispatch_already_decided";
  /** User id of whoever decided, if it was a person. */
  readonly decidedBy: string | undefined;
  /** What they decided. */
  readonly decision: "approved" | "rejected" | "recalled" | undefined;
  /** The message in Slack that shows what came of it, if there is one. */
  readonly preview: { readonly channel: string; readonly ts: string } | undefined;

  constructor(
    message: string,
    options: AppErrorOptions &
      Partial<Pick<AlreadyDecidedError, "decidedBy" | "decision" | "preview">> = {},
  ) {
    super(message, options);
    this.decidedBy = options.decidedBy;
    this.decision = options.decision;
    this.preview = options.preview;
  }
}

/** Nobody decided in time; the report was not sent. */
export class ApprovalExpiredError extends AppError {
  readonly code = "approval_expired";
}

/** What was shown for approval is not what the data and settings say now; nothing was approved. */
export class ChangedSincePreviewError extends AppError {
  readonly code = "changed_since_preview";
}

/** Fewer people may approve a report than have to. */
export class NoApproverError extends AppError {
  readonly code = "no_approver";
}

/** Somebody was chosen who is not among the people of the settings. */
export class UnknownPersonError extends AppError {
  readonly code = "unknown_person";
}

/** The note at the top of a mail is longer than people read there. */
export class NoteTooLongError extends AppError {
  readonly code = "note_too_long";
}

/** Slack did not show a form in time; nothing was changed. */
export class FormNotOpenedError extends AppError {
  readonly code = "form_not_opened";
}

/** What a form depends on was not known in time; nothing was made of it. */
export class FormNotReadError extends AppError {
  readonly code = "form_not_read";
}

/** Sending has begun, or is over: it cannot be called back. */
export class RecallTooLateError extends AppError {
  readonly code = "recall_too_late";
}

/** The settings do not say which address belongs to somebody. */
export class NoOwnAddressError extends AppError {
  readonly code = "no_own_address";
}

/** Nothing of a dispatch is left to be sent again, or to be decided. */
export class NothingToSendError extends AppError {
  readonly code = "nothing_to_send";
}

/** The mail service would refuse it for its size. */
export class MailTooLargeError extends AppError {
  readonly code = "mail_too_large";
}

/** A chart was uploaded, but cannot be shown yet; its values stand in its place. */
export class PictureNotReadyError extends AppError {
  readonly code = "picture_not_ready";
}

/** The preview could not be shown, so nobody could have approved it; the dispatch was voided. */
export class PreviewNotPostedError extends AppError {
  readonly code = "preview_not_posted";
}

/** The decision stands, but the preview still shows the state before it. */
export class PreviewNotUpdatedError extends AppError {
  readonly code = "preview_not_updated";
}

/** Sending could not be brought to its end now; what is left is taken up again by itself. */
export class SendInterruptedError extends AppError {
  readonly code = "send_interrupted";
}

/** Another program listens on a port this one needs. */
export class PortTakenError extends AppError {
  readonly code = "port_taken";
}

/** Slack did not let the bot in, or the local one does not run. */
export class SlackUnavailableError extends AppError {
  readonly code = "slack_unavailable";
}

/** The database did not answer or refused. */
export class StoreUnavailableError extends AppError {
  readonly code = "store_unavailable";
}

/** The table is missing, or its keys are not the ones this version needs. */
export class TableMissingError extends AppError {
  readonly code = "table_missing";
}

/** The bytes read back are not the bytes that were approved. */
export class ArtifactCorruptError extends AppError {
  readonly code = "artifact_corrupt";
}

/** The mail or its addresses were kept for as long as they should be, and are gone. */
export class ArtifactExpiredError extends AppError {
  readonly code = "artifact_expired";
}

/**
 * Why a mail was not accepted, as far as sending again is concerned:
 *
 * - `throttled`: too fast; the same call may succeed a moment later.
 * - `temporary`: the service had a fault before it took the mail; trying again is safe.
 * - `permanent`: this mail will never be accepted as it is.
 * - `paused`: the account may not send at all for now.
 * - `quota`: what the account may send in 24 hours is used up; it frees by itself.
 * - `unknown`: the request left and no answer came; nobody can know whether the mail was taken.
 */
export type RefusalKind = "throttled" | "temporary" | "permanent" | "paused" | "quota" | "unknown";

/** One call to the mail service that did not end in an acceptance. */
export class MailRefusedError extends AppError {
  readonly code = "mail_refused";
  readonly kind: RefusalKind;

  constructor(kind: RefusalKind, message: string, options: AppErrorOptions = {}) {
    super(message, options);
    this.kind = kind;
  }
}

/** Nothing can be sent from here as the mail service stands: the sender, the account or its quota is not ready. */
export class SenderNotReadyError extends AppError {
  readonly code = "sender_not_ready";
}

/** What to tell a person about an error of any kind. Unexpected errors show nothing of their inside. */
export function describeError(error: unknown): string {
  if (error instanceof AppError) return error.toSentence();
  return "Something went wrong inside the bot. The log has the details.";
}
