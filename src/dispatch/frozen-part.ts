import type { Dispatch } from "./dispatch.ts";
import { canonicalJson, sha256 } from "./trail.ts";

/**
 * SHA-256 over what a draft says of itself and never changes: what it is, for whom, from what, asked for by whom. The
 * first event of its trail carries it, so that none of it can be changed afterwards.
 *
 * @returns 64 hex digits.
 */
export function hashFrozenPart(dispatch: Dispatch): string {
  const { id, reportType, requestedBy, generatedAt, summary, choices, mail } = dispatch;
  const { recipientNames, skipped, hasAuditCopy, artifactHash, summaryChannel, sources } = dispatch;
  const { policy, approvalExpiresAt, scheduled, replaces, origin } = dispatch;
  const what = { id, reportType, requestedBy, generatedAt, summary, choices, mail, sources };
  const toWhom = { recipientNames, skipped, hasAuditCopy, artifactHash, summaryChannel };
  const how = { policy, approvalExpiresAt, scheduled, replaces, origin };
  return sha256(canonicalJson({ ...what, ...toWhom, ...how }));
}
