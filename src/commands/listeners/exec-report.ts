import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from "@slack/bolt";
import type { Requester } from "../../dispatch/dispatch.ts";
import { findReport } from "../../reports/registry.ts";
import { type Answer, afterAck } from "../answer.ts";
import { openComposeForm } from "../compose-form.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { exampleCommand } from "../messages/help.ts";
import { buildNotice, buildOutdatedNotice } from "../messages/notice.ts";
import { COMMAND, parseReport, splitCommand } from "../parse-command.ts";
import { SUB_COMMANDS } from "../sub-commands/table.ts";

type Arguments = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** `/exec-report …` */
export function onExecReport(deps: ListenerDependencies) {
  return async ({ ack, command, respond, client }: Arguments): Promise<void> => {
    await ack();
    await afterAck({ userId: command.user_id, client, respond }, deps, (answer) =>
      handle({ command, client }, answer, deps),
    );
  };
}

async function handle(
  { command, client }: Pick<Arguments, "command" | "client">,
  answer: Answer,
  deps: ListenerDependencies,
): Promise<void> {
  const { word, rest } = splitCommand(command.text);
  const requester = { userId: command.user_id, teamId: command.team_id };
  await deps.dispatcher.assertMember(requester);
  if (word === "") {
    const triggerId = command.trigger_id;
    const reference = { channel: command.channel_id };
    const again = `Type ${COMMAND} again, or name a report for a preview at once.`;
    return await openComposeForm({ requester, triggerId, reference, client, again }, deps);
  }
  const subCommand = SUB_COMMANDS.find(({ name }) => name === word);
  if (subCommand !== undefined) {
    return await subCommand.run({ requester, rest, channel: command.channel_id, answer }, deps);
  }
  await draftReport(command, requester, answer, deps);
}

async function draftReport(
  command: Arguments["command"],
  requester: Requester,
  answer: Answer,
  { dispatcher, registry }: ListenerDependencies,
): Promise<void> {
  const parsed = parseReport(command.text);
  const others = SUB_COMMANDS.map(({ name }) => name);
  const { id } = findReport(registry, parsed.report, others);
  if (parsed.kind === "unexpected") {
    const rest = parsed.words.join(" ");
    const example = exampleCommand(id, await dispatcher.exampleEntity(requester));
    const text = `"${rest}" was not understood. Type for example ${example}.`;
    return await answer(buildNotice(text));
  }
  const { period, entity } = parsed;
  const drafted = await dispatcher.draft({
    report: id,
    choices: { ...(period !== undefined && { period }), ...(entity !== undefined && { entity }) },
    requester,
    channel: command.channel_id,
    // A trigger belongs to one invocation: the same one again is the same delivery again.
    onceKey: `command#${command.trigger_id}`,
  });
  if (drafted?.outdatedBy !== undefined) await answer(buildOutdatedNotice(drafted.outdatedBy));
}
