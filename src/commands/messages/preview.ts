import type { Delivery } from "../../dispatch/delivery.ts";
import type { Dispatch } from "../../dispatch/dispatch.ts";
import { isTooLarge } from "../../dispatch/mail-size.ts";
import { type Block, clipMarkup, escapeEntities, LIMITS, SHARES } from "../text.ts";
import { buildAfterwards } from "./afterwards.ts";
import { buildProgress } from "./approval-progress.ts";
import { buildDecision } from "./decision.ts";
import { buildFacts } from "./facts.ts";
import { buildNote } from "./note.ts";
import { buildReportBlocks } from "./report-blocks.ts";
import { buildStatusBlocks, statusLine } from "./status.ts";

export interface SlackMessage {
  /** What notifications and screen readers say. */
  readonly text: string;
  readonly blocks: Block[];
}

/**
 * The message that stands for a dispatch, from draft to end. Rewritten in place as things change.
 *
 * @param link Where the whole report can be read for a while, if anywhere.
 */
export function buildPreview(
  dispatch: Dispatch,
  deliveries: readonly Delivery[],
  link?: string,
): SlackMessage {
  const waiting = dispatch.state === "awaiting_approval";
  const status = statusLine(dispatch, deliveries);
  const { title, period } = dispatch.summary;
  const name = clipMarkup(escapeEntities(`${title}, ${period}`), SHARES.title);
  const notice = `${name}: ${waiting ? waitsFor(dispatch) : status}`;
  return {
    text: clipMarkup(notice, LIMITS.section),
    blocks: [
      ...buildReportBlocks(dispatch),
      ...(waiting ? buildNote(dispatch) : []),
      ...buildFacts(dispatch),
      ...(waiting
        ? [...buildProgress(dispatch), ...buildDecision(dispatch, link)]
        : [
            ...buildStatusBlocks(dispatch, deliveries),
            ...buildAfterwards(dispatch, deliveries, link),
          ]),
    ],
  };
}

function waitsFor(dispatch: Dispatch): string {
  return isTooLarge(dispatch) ? "is too large to be sent" : "waits for approval";
}
