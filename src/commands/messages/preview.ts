import type { Delivery, Dispatch } from "../../dispatch/dispatch.ts";
import {
  type Block,
  clipMarkup,
  escapeEntities,
  escapeMarkup,
  LIMITS,
  markup,
  mention,
  plain,
  SHARES,
} from "../text.ts";
import { buildReportBlocks } from "./report-blocks.ts";
import { buildStatusBlocks, statusLine } from "./status.ts";

export const APPROVE_ACTION = "approve_report";
export const REJECT_ACTION = "reject_report";

export interface SlackMessage {
  /** What notifications and screen readers say. */
  readonly text: string;
  readonly blocks: Block[];
}

/** The message that stands for a dispatch, from draft to end. Rewritten in place as things change. */
export function buildPreview(dispatch: Dispatch, deliveries: readonly Delivery[]): SlackMessage {
  const waiting = dispatch.state === "awaiting_approval";
  const status = statusLine(dispatch, deliveries);
  const { title, period } = dispatch.summary;
  const name = clipMarkup(escapeEntities(`${title}, ${period}`), SHARES.title);
  const notice = `${name}: ${waiting ? "waits for approval" : status}`;
  return {
    text: clipMarkup(notice, LIMITS.section),
    blocks: [
      ...buildReportBlocks(dispatch.summary),
      ...buildFacts(dispatch),
      ...(waiting ? [buildDecision(dispatch.id)] : buildStatusBlocks(dispatch, deliveries)),
    ],
  };
}

/** To whom it goes, how old the data is, who asked. */
function buildFacts(dispatch: Dispatch): Block[] {
  const { summary, requestedBy } = dispatch;
  const basis = clipMarkup(escapeMarkup(summary.basis), SHARES.basis);
  const asked = `${basis} · asked for by ${mention(requestedBy.userId)}`;
  return [
    {
      type: "context",
      elements: [plain(`For ${describeRecipients(dispatch)}`, SHARES.recipients)],
    },
    { type: "context", elements: [markup(asked, SHARES.facts)] },
  ];
}

/** `5 people: Owner, Chief technology officer, …; one audit copy` */
function describeRecipients({ recipientNames, hasAuditCopy }: Dispatch): string {
  const people = recipientNames.length === 1 ? "1 person" : `${recipientNames.length} people`;
  const audit = hasAuditCopy ? "; one audit copy" : "";
  return `${people}: ${recipientNames.join(", ")}${audit}`;
}

function buildDecision(dispatchId: string): Block {
  return {
    type: "actions",
    block_id: "decision",
    elements: [
      {
        type: "button",
        action_id: APPROVE_ACTION,
        style: "primary",
        text: { type: "plain_text", text: "Approve" },
        value: dispatchId,
      },
      {
        type: "button",
        action_id: REJECT_ACTION,
        text: { type: "plain_text", text: "Reject" },
        value: dispatchId,
      },
    ],
  };
}
