import { PERIOD_FORMS } from "../../portfolio/period-words.ts";
import type { ReportDefinition } from "../../reports/definition.ts";
import { COMMAND } from "../parse-command.ts";
import type { SubCommand } from "../sub-commands/sub-command.ts";
import { escapeMarkup, markup } from "../text.ts";
import type { SlackMessage } from "./preview.ts";

/** Stands for an entity where none can be named. */
const ANY_ENTITY = "NAME";

/** A report with all that may follow it: `/exec-report cfo last-month entity:qdn`. */
export function exampleCommand(report: string, entity = ANY_ENTITY): string {
  return `${COMMAND} ${report} last-month entity:${entity}`;
}

/**
 * What `/exec-report help` answers.
 *
 * @param others What can be asked for besides reports.
 * @param entity Id of an entity for the example; a placeholder without it.
 */
export function buildHelp(
  registry: readonly ReportDefinition[],
  others: readonly Pick<SubCommand, "name" | "takes" | "description">[],
  entity?: string,
): SlackMessage {
  const reports = registry.map(
    ({ id, description }) => `\`${COMMAND} ${id}\`  ${escapeMarkup(description)}`,
  );
  const commands = others.map(({ name, takes, description }) => {
    const typed = [COMMAND, name, ...(takes === undefined ? [] : [takes])].join(" ");
    return `\`${typed}\`  ${escapeMarkup(description)}`;
  });
  const first = registry[0]?.id ?? "help";
  const example = `${COMMAND} ${first}`;
  return {
    text: `Type ${example} for a report.`,
    blocks: [
      {
        type: "section",
        text: markup(
          `Exec Report works a report out from your own data and mails it once it is approved. \`${COMMAND}\` alone opens a form in which everything can be chosen; with a report behind it, the preview comes at once:`,
        ),
      },
      { type: "section", text: markup(reports.join("\n")) },
      {
        type: "section",
        text: markup(
          `A period and an entity may follow, e.g. \`${escapeMarkup(exampleCommand(first, entity))}\`. Periods: ${escapeMarkup(PERIOD_FORMS)}. An entity goes by its id or name; a name with blanks stands in quotes.`,
        ),
      },
      { type: "section", text: markup(commands.join("\n")) },
      {
        type: "section",
        text: markup(
          "A preview with *Approve* and *Reject* appears in the channel where you ask. Nothing is sent before somebody approves.",
        ),
      },
    ],
  };
}
