import type { Delivery, Dispatch } from "../../dispatch/dispatch.ts";
import { clipMarkup, escapeEntities, escapeMarkup, LIMITS, markup, SHARES } from "../text.ts";
import type { SlackMessage } from "./preview.ts";
import { buildReportBlocks } from "./report-blocks.ts";
import { statusLine } from "./status.ts";

/** What the reports channel hears once a report is out. */
export function buildSummary(dispatch: Dispatch, deliveries: readonly Delivery[]): SlackMessage {
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
    ],
  };
}
