import { DIGEST_TYPE } from "../../dispatch/digest-type.ts";
import type { Dispatch } from "../../dispatch/dispatch.ts";
import { originOf } from "../../dispatch/revision.ts";
import { wasSeen } from "../../dispatch/unseen.ts";
import { isWithin, type Span } from "./names.ts";
import { type EntityNames, isSameReport } from "./same-report.ts";

/** What the end of a report is judged by. */
export interface Judgement {
  readonly now: Date;
  /** Absent where the portfolio cannot be read, or is not there. */
  readonly entities?: EntityNames;
  /** The time that is told of: an end before it was told then. */
  readonly span?: Span;
}

/**
 * When a report came to nothing that somebody had asked for, ISO 8601 in UTC; undefined if it did not. That its time is
 * over counts, whether or not the sweep was there.
 */
export function givenUpAt(dispatch: Dispatch, now: Date): string | undefined {
  const { reportType, state, approvalExpiresAt, voidedAt } = dispatch;
  if (reportType === DIGEST_TYPE) return undefined;
  const isOver = approvalExpiresAt !== undefined && approvalExpiresAt <= now.toISOString();
  if (state === "expired" || (state === "awaiting_approval" && isOver)) return approvalExpiresAt;
  return hasChanged(dispatch) || isUnseen(dispatch) ? voidedAt : undefined;
}

/**
 * What is told in the place of a report that was given up: of its revisions the one that went on, or else the last that
 * people could decide on; or the same report, asked for again.
 *
 *     A expired ◄─ B sent                  B, whatever A and B were called
 *     A replaced ◄─ B expired              B
 *     A expired ◄─ B could not be shown    A
 */
export function toldInsteadOf(
  old: Dispatch,
  all: readonly Dispatch[],
  { now, entities = [], span }: Judgement,
): Dispatch | undefined {
  return all.filter(isTold).find((other) => {
    const isLater = other.id > old.id;
    if (originOf(other) !== originOf(old)) return isLater && isSameReport(old, other, entities);
    if (other.id === old.id) return false;
    const ended = givenUpAt(other, now);
    const isToldNow = ended === undefined || span === undefined || isWithin(ended, span);
    return isLater || (isUnseen(old) ? isToldNow : ended === undefined);
  });
}

/** Whether it has an end of its own, or may still have one: of what was withdrawn, another one is told. */
function isTold(dispatch: Dispatch): boolean {
  if (dispatch.state === "awaiting_approval") return wasSeen(dispatch);
  return dispatch.state !== "voided" || hasChanged(dispatch);
}

function hasChanged({ state, changes }: Dispatch): boolean {
  return state === "voided" && changes !== undefined;
}

/** A schedule tells by itself of a run that came to nothing, and makes a draft once more that nobody has seen. */
function isUnseen(dispatch: Dispatch): boolean {
  return dispatch.state === "voided" && !wasSeen(dispatch) && dispatch.scheduled === undefined;
}
