import { DEFAULT_POLICY } from "../../dispatch/approval-policy.ts";
import type { Dispatch } from "../../dispatch/dispatch.ts";
import { type Block, clipMarkup, markup, mention, moment, SHARES } from "../text.ts";

/** How far the approval is, whose else it takes and until when, and when it goes out; nothing where there is nothing to say. */
export function buildProgress(dispatch: Dispatch): Block[] {
  const { policy = DEFAULT_POLICY, approvalExpiresAt, choices } = dispatch;
  const parts = [
    ...countApprovals(dispatch),
    ...nameChosen(dispatch),
    ...(policy.requesterMayApprove ? [] : ["not to be approved by whoever asked for it"]),
    ...(choices.sendAt === undefined
      ? []
      : [`goes out ${moment(choices.sendAt)}, or right after a later approval`]),
    ...(approvalExpiresAt === undefined ? [] : [`expires ${moment(approvalExpiresAt)}`]),
  ];
  if (parts.length === 0) return [];
  const line = parts.join(" · ");
  const sentence = line.startsWith("<") ? line : line.charAt(0).toUpperCase() + line.slice(1);
  return [{ type: "context", elements: [markup(sentence, SHARES.progress)] }];
}

/** More people than this are counted, not named. */
const MOST_NAMED = 5;

function nameChosen({ choices: { approvers } }: Dispatch): string[] {
  if (approvers === undefined) return [];
  const named = approvers.slice(0, MOST_NAMED).map((userId) => clipMarkup(mention(userId), 60));
  const more = approvers.length - named.length;
  return [`to be approved by ${named.join(" or ")}${more > 0 ? ` or ${more} more` : ""}`];
}

function countApprovals(dispatch: Dispatch): string[] {
  const { policy = DEFAULT_POLICY, approvals = [], lapsed = [] } = dispatch;
  if (policy.approvals < 2) return [];
  if (approvals.length === 0) return [`takes the approval of ${policy.approvals} people`];
  const people = approvals.map(({ by }) => mention(by)).join(" and ");
  const gone = lapsed.filter((userId) => !approvals.some(({ by }) => by === userId));
  return [
    `${approvals.length} of ${policy.approvals}: approved by ${people}; waits for another`,
    ...(gone.length === 0
      ? []
      : [
          `no longer counts, for want of the right: the approval of ${gone.map(mention).join(", ")}`,
        ]),
  ];
}
