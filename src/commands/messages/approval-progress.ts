import { DEFAULT_POLICY } from "../../dispatch/approval-policy.ts";
import type { Dispatch } from "../../dispatch/dispatch.ts";
import { type Block, markup, mention, moment, SHARES } from "../text.ts";

/** How far the approval is, what else it takes, and until when; nothing where there is nothing to say. */
export function buildProgress(dispatch: Dispatch): Block[] {
  const { policy = DEFAULT_POLICY, approvalExpiresAt } = dispatch;
  const parts = [
    ...countApprovals(dispatch),
    ...(policy.requesterMayApprove ? [] : ["not to be approved by whoever asked for it"]),
    ...(approvalExpiresAt === undefined ? [] : [`expires ${moment(approvalExpiresAt)}`]),
  ];
  if (parts.length === 0) return [];
  const line = parts.join(" · ");
  const sentence = line.startsWith("<") ? line : line.charAt(0).toUpperCase() + line.slice(1);
  return [{ type: "context", elements: [markup(sentence, SHARES.status)] }];
}

function countApprovals({ policy = DEFAULT_POLICY, approvals = [] }: Dispatch): string[] {
  if (policy.approvals < 2) return [];
  if (approvals.length === 0) return [`takes the approval of ${policy.approvals} people`];
  const people = approvals.map(({ by }) => mention(by)).join(" and ");
  return [`${approvals.length} of ${policy.approvals}: approved by ${people}; waits for another`];
}
