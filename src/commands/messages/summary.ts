import type { Delivery, Dispatch } from "../../dispatch/dispatch.ts";
import { clip, escapeEntities, LIMITS, markup, plain } from "../text.ts";
import type { SlackMessage } from "./preview.ts";
import { buildReportBlocks } from "./report-blocks.ts";
import { statusLine } from "./status.ts";

/** What the reports channel hears once a report is out. */
export function buildSummary(dispatch: Dispatch, deliveries: readonly Delivery[]): SlackMessage {
  const { title, headline, sources } = dispatch.summary;
  return {
    text: clip(escapeEntities(`${title}: ${headline}`), LIMITS.section),
    blocks: [
      ...buildReportBlocks(dispatch.summary),
      {
        type: "context",
        elements: [markup(statusLine(dispatch, deliveries)), plain(sources, LIMITS.contextText)],
      },
    ],
  };
}
