import { AppError, type ErrorCode, NotAllowedError } from "../errors.ts";

/** What the form was to replace is decided on, or gone, and stays so. */
const OVER: readonly ErrorCode[] = [
  "dispatch_already_decided",
  "approval_expired",
  "dispatch_not_found",
];

/** Whether nothing that is in the form can be of use any more. */
export function isOver(error: unknown): error is AppError {
  return error instanceof AppError && OVER.includes(error.code);
}

/**
 * Whether there is nothing to fill in for this person. Not while nobody can tell: where Slack, the database or the files
 * cannot be read, they may be able to a moment later.
 */
export function isRefused(error: unknown): error is NotAllowedError {
  return error instanceof NotAllowedError && !error.isPassing;
}
