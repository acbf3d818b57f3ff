import { z } from "zod";
import type { ApprovalPolicy } from "../dispatch/approval-policy.ts";

/** The rules a preview was shown under, as they stand in its head. Durations are in milliseconds. */
export const policyItem = z.object({
  approvers: z.array(z.string()),
  approvals: z.number(),
  requester_may_approve: z.boolean(),
  expires_after_ms: z.number(),
  remind_after_ms: z.number(),
  escalate_after_ms: z.number().exactOptional(),
  escalate_to: z.array(z.string()).exactOptional(),
  hold_ms: z.number(),
});
type PolicyItem = z.infer<typeof policyItem>;

export function toPolicyItem(policy: ApprovalPolicy): PolicyItem {
  return {
    approvers: [...policy.approvers],
    approvals: policy.approvals,
    requester_may_approve: policy.requesterMayApprove,
    expires_after_ms: policy.expiresAfterMs,
    remind_after_ms: policy.remindAfterMs,
    ...(policy.escalateAfterMs !== undefined && { escalate_after_ms: policy.escalateAfterMs }),
    ...(policy.escalateTo && { escalate_to: [...policy.escalateTo] }),
    hold_ms: policy.holdMs,
  };
}

export function fromPolicyItem(item: PolicyItem): ApprovalPolicy {
  return {
    approvers: item.approvers,
    approvals: item.approvals,
    requesterMayApprove: item.requester_may_approve,
    expiresAfterMs: item.expires_after_ms,
    remindAfterMs: item.remind_after_ms,
    // What was not there must not come up: the hash over the draft covers it.
    ...(item.escalate_after_ms !== undefined && { escalateAfterMs: item.escalate_after_ms }),
    ...(item.escalate_to && { escalateTo: item.escalate_to }),
    holdMs: item.hold_ms,
  };
}
