import type { Delivery } from "../../dispatch/delivery.ts";
import type { Dispatch } from "../../dispatch/dispatch.ts";
import { clipMarkup, escapeEntities, escapeMarkup, LIMITS, markup, SHARES } from "../text.ts";
import type { SlackMessage } from "./preview.ts";
import { buildReportBlocks } from "./report-blocks.ts";
import { buildReportButton } from "./report-button.ts";
import { statusLine } from "./status.ts";

/**
 * What the reports channel hears once a report is out. Rewritten in place when more is heard of its mails.
 *
 * @param link Where the whole report can be read for a while, if anywhere.
 */
export function buildSummary(
  dispatch: Dispatch,
  deliveries: readonly Delivery[],
  link?: string,
): SlackMessage {
  const open = buildReportButton(dispatch, link);
  const { title, headline, basis } = dispatch.summary;
  const status = statusLine(dispatch, deliveries);
  return {
    text: clipMarkup(escapeEntities(`${title}: ${headline}`), LIMITS.section),
    blocks: [
      ...buildReportBlocks(dispatch),
      {
        type: "context",
        elements: [markup(`${status} · ${escapeMarkup(basis)}`, SHARES.status + SHARES.basis)],
      },
      ...(open.length === 0
        ? []
        : [{ type: "actions" as const, block_id: "summary", elements: open }]),
    ],
  };
}
