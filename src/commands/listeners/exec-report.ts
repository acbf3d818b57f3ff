import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from "@slack/bolt";
import { findReport } from "../../reports/registry.ts";
import { type Answer, afterAck } from "../answer.ts";
import type { ListenerDependencies } from "../dependencies.ts";

import { buildHelp, exampleCommand } from "../messages/help.ts";
import { buildNotice, buildOutdatedNotice } from "../messages/notice.ts";
import { buildSuppressions } from "../messages/suppressions.ts";
import { parseCommand } from "../parse-command.ts";

type Arguments = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** `/exec-report …` */
export function onExecReport(deps: ListenerDependencies) {
  return async ({ ack, command, respond, client }: Arguments): Promise<void> => {
    await ack();
    await afterAck({ userId: command.user_id, client, respond }, deps, (answer) =>
      handle(command, answer, deps),
    );
  };
}

async function handle(
  command: Arguments["command"],
  answer: Answer,
  { dispatcher, registry }: ListenerDependencies,
): Promise<void> {
  const parsed = parseCommand(command.text);
  const requester = { userId: command.user_id, teamId: command.team_id };
  switch (parsed.kind) {
    case "help":
      return await answer(buildHelp(registry, await dispatcher.exampleEntity(requester)));
    case "suppressions":
      return await answer(buildSuppressions(await dispatcher.listSuppressions(requester), 0));
    case "unexpected": {
      const { id } = findReport(registry, parsed.report);
      const rest = parsed.words.join(" ");
      const example = exampleCommand(id, await dispatcher.exampleEntity(requester));
      const text = `"${rest}" was not understood. Type for example ${example}.`;
      return await answer(buildNotice(text));
    }
    case "report": {
      const drafted = await dispatcher.draft({
        report: parsed.report,
        choices: {
          ...(parsed.period !== undefined && { period: parsed.period }),
          ...(parsed.entity !== undefined && { entity: parsed.entity }),
        },
        requester,
        channel: command.channel_id,
        // A trigger belongs to one invocation: the same one again is the same delivery again.
        onceKey: `command#${command.trigger_id}`,
      });
      if (drafted?.outdatedBy !== undefined) {
        await answer(buildOutdatedNotice(drafted.outdatedBy));
      }
    }
  }
}
