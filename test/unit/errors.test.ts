import { describe, expect, it } from "vitest";
import * as errors from "../../src/errors.ts";

/** Codes are searched for in logs and quoted in requests for help: they never change. */
const CODES = {
  ConfigError: "config_invalid",
  PortfolioError: "portfolio_invalid",
  UsageError: "usage",
  UnknownReportError: "unknown_report",
  UnknownPeriodError: "unknown_period",
  UnknownEntityError: "unknown_entity",
  UnknownRecurrenceError: "unknown_recurrence",
  ScheduleNotFoundError: "schedule_not_found",
  TooLateError: "too_late",
  NotAllowedError: "not_allowed",
  NoAudienceError: "no_audience",
  DispatchNotFoundError: "dispatch_not_found",
  DraftExistsError: "draft_exists",
  AlreadyDecidedError: "dispatch_already_decided",
  ApprovalExpiredError: "approval_expired",
  ChangedSincePreviewError: "changed_since_preview",
  NoApproverError: "no_approver",
  RecallTooLateError: "recall_too_late",
  NothingToSendError: "nothing_to_send",
  NoteTooLongError: "note_too_long",
  FormNotOpenedError: "form_not_opened",
  FormNotReadError: "form_not_read",
  UnknownPersonError: "unknown_person",
  NoOwnAddressError: "no_own_address",
  MailTooLargeError: "mail_too_large",
  PictureNotReadyError: "picture_not_ready",
  PreviewNotPostedError: "preview_not_posted",
  PreviewNotUpdatedError: "preview_not_updated",
  SendInterruptedError: "send_interrupted",
  PortTakenError: "port_taken",
  SlackUnavailableError: "slack_unavailable",
  StoreUnavailableError: "store_unavailable",
  TableMissingError: "table_missing",
  ArtifactCorruptError: "artifact_corrupt",
  ArtifactExpiredError: "artifact_expired",
  MailRefusedError: "mail_refused",
  SenderNotReadyError: "sender_not_ready",
} as const;

const { PortfolioError: _portfolio, MailRefusedError: _mail, ...CLASSES } = errors;

const create = (name: keyof typeof CODES, options: errors.AppErrorOptions): errors.AppError => {
  if (name === "PortfolioError") return new errors.PortfolioError([], options);
  if (name === "MailRefusedError") return new errors.MailRefusedError("permanent", "No.", options);
  const Class = CLASSES[name];
  return new Class("No.", options);
};

describe("errors", () => {
  it("are all pinned here", () => {
    const classes = Object.entries(errors).filter(
      ([name, it]) => typeof it === "function" && name.endsWith("Error") && name !== "AppError",
    );
    const names = classes.map(([name]) => name).filter((name) => name !== "describeError");
    expect(names.toSorted()).toEqual(Object.keys(CODES).toSorted());
  });

  it.each(Object.keys(CODES) as (keyof typeof CODES)[])("%s keeps code, hint and cause", (name) => {
    const cause = new Error("below");
    const error = create(name, { hint: "Do this.", cause });
    expect(error).toMatchObject({ name, code: CODES[name], hint: "Do this.", cause });
    expect(error.toSentence()).toMatch(/\sDo this\.$/);
  });

  it("shows nothing of an unexpected error's inside", () => {
    expect(errors.describeError(new Error("secret"))).not.toContain("secret");
  });

  it("writes a fault as file:line:column path: problem", () => {
    const fault = { file: "a.yml", line: 3, column: 5, path: "x[1].y", problem: "is missing" };
    expect(errors.formatFault(fault)).toBe("a.yml:3:5 x[1].y: is missing");
    expect(errors.formatFault({ ...fault, path: "" })).toBe("a.yml:3:5: is missing");
    expect(new errors.PortfolioError([fault, fault]).message).toContain("2 faults");
  });
});
