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
  const reports = registry.map(({ id, description }) => line(id, description));
  const commands = others.map(({ name, takes, description }) =>
    line(takes === undefined ? name : `${name} ${takes}`, description),
  );
  const first = registry[0]?.id ?? "help";
  const paragraphs = [
    `\`${COMMAND}\` alone opens a form. With one of the words below behind it, the answer comes at once.`,
    ["*Reports*", ...reports].join("\n"),
    `A period and an entity may follow: \`${escapeMarkup(exampleCommand(first, entity))}\`\nPeriods: ${escapeMarkup(PERIOD_FORMS)}. An entity goes by its id or name; a name with blanks stands in quotes.`,
    ["*Besides reports*", ...commands].join("\n"),
    "A preview with *Approve* and *Reject* appears in the channel where you ask. Nothing is sent before somebody approves.",
  ];
  return {
    text: `Type ${COMMAND} ${first} for a report.`,
    blocks: paragraphs.map((text) => ({ type: "section", text: markup(text) })),
  };
}

/** What is typed behind the command, and what comes of it. */
function line(typed: string, description: string): string {
  return `\`${typed}\`  ${escapeMarkup(description)}`;
}
