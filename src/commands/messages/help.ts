import type { ReportDefinition } from "../../reports/definition.ts";
import { PERIOD_FORMS } from "../../reports/parse-period.ts";
import { COMMAND } from "../parse-command.ts";
import { escapeMarkup, markup } from "../text.ts";
import type { SlackMessage } from "./preview.ts";

/** What `/exec-report help` answers. */
export function buildHelp(registry: readonly ReportDefinition[]): SlackMessage {
  const reports = registry.map(
    ({ id, description }) => `\`${COMMAND} ${id}\`  ${escapeMarkup(description)}`,
  );
  const first = registry[0]?.id ?? "help";
  const example = `${COMMAND} ${first}`;
  return {
    text: `Type ${example} for a report.`,
    blocks: [
      {
        type: "section",
        text: markup(
          "Exec Report works a report out from your own data and mails it once it is approved.",
        ),
      },
      { type: "section", text: markup(reports.join("\n")) },
      {
        type: "section",
        text: markup(
          `A period and an entity may follow, e.g. \`${COMMAND} ${first} last-month entity:jada\`. Periods: ${escapeMarkup(PERIOD_FORMS)}.`,
        ),
      },
      {
        type: "section",
        text: markup(
          "A preview with *Approve* and *Reject* appears in the channel where you ask. Nothing is sent before somebody approves.",
        ),
      },
    ],
  };
}
