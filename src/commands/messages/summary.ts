import type { Delivery, Dispatch } from "../../dispatch/dispatch.ts";
import { clipMarkup, escapeEntities, LIMITS, markup, plain, SHARES } from "../text.ts";
import type { SlackMessage } from "./preview.ts";
import { buildReportBlocks } from "./report-blocks.ts";
import { statusLine } from "./status.ts";

/** What the reports channel hears once a report is out. */
export function buildSummary(dispatch: Dispatch, deliveries: readonly Delivery[]): SlackMessage {
  const { title, headline, sources } = dispatch.summary;
  return {
    text: clipMarkup(escapeEntities(`${title}: ${headline}`), LIMITS.section),
    blocks: [
      ...buildReportBlocks(dispatch.summary),
      {
        type: "context",
        elements: [
          markup(statusLine(dispatch, deliveries), SHARES.status),
          plain(sources, SHARES.sources),
        ],
      },
    ],
  };
}
