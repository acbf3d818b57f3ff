import { DEFAULT_POLICY, isExpired } from "../../dispatch/approval-policy.ts";
import type { Dispatch } from "../../dispatch/dispatch.ts";
import { isTooLarge } from "../../dispatch/mail-size.ts";
import type { WaitingReport } from "../digest.ts";
import { type DigestEntry, durationWords, nameOf } from "./names.ts";

/** Who may approve a dispatch that waits, by Slack user id, whether or not they have. */
export type AbleToApprove = (dispatch: Dispatch) => readonly string[];

/** What waits for a decision, the longest waiting first. */
export function waitingReports(
  entries: readonly DigestEntry[],
  now: Date,
  ableToApprove: AbleToApprove,
): readonly WaitingReport[] {
  return entries
    .map(({ dispatch }) => dispatch)
    .filter((dispatch) => isWaiting(dispatch) && !isExpired(dispatch, now))
    .toSorted((one, other) => (one.generatedAt < other.generatedAt ? -1 : 1))
    .map((dispatch) => ({
      ...nameOf(dispatch),
      headline: dispatch.summary.headline,
      since: dispatch.generatedAt,
      waited: durationWords(now.getTime() - Date.parse(dispatch.generatedAt)),
      on: whoIsLeft(dispatch, ableToApprove),
      approvals: dispatch.approvals?.length ?? 0,
      needed: (dispatch.policy ?? DEFAULT_POLICY).approvals,
      recipients: dispatch.recipientNames.length,
      tooLarge: isTooLarge(dispatch),
      ...(dispatch.approvalExpiresAt && { expiresAt: dispatch.approvalExpiresAt }),
      ...(dispatch.preview && { channel: dispatch.preview.channel }),
    }));
}

/** One without a preview is about to be shown, or never will be: nobody can decide on it. */
function isWaiting({ state, preview }: Dispatch): boolean {
  return state === "awaiting_approval" && preview !== undefined;
}

/** Whoever could approve it, and has not. */
export function whoIsLeft(dispatch: Dispatch, ableToApprove: AbleToApprove): readonly string[] {
  const { approvals = [] } = dispatch;
  return ableToApprove(dispatch).filter((userId) => !approvals.some(({ by }) => by === userId));
}
