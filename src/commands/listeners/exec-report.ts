import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from "@slack/bolt";
import { type Answer, answeringFailures, createAnswer } from "../answer.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildHelp } from "../messages/help.ts";
import { buildNotice } from "../messages/notice.ts";
import { COMMAND, parseCommand } from "../parse-command.ts";

type Arguments = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** `/exec-report …` */
export function onExecReport(deps: ListenerDependencies) {
  const { announcer, log, track } = deps;
  return async ({ ack, command, respond }: Arguments): Promise<void> => {
    await ack();
    const answer = createAnswer(command.user_id, respond, announcer, log);
    await track(answeringFailures(answer, log, () => handle(command, answer, deps)));
  };
}

async function handle(
  command: Arguments["command"],
  answer: Answer,
  { dispatcher, registry }: ListenerDependencies,
): Promise<void> {
  const parsed = parseCommand(command.text);
  switch (parsed.kind) {
    case "help":
      return await answer(buildHelp(registry));
    case "unexpected": {
      const rest = parsed.words.join(" ");
      const text = `Nothing can follow "${parsed.report}" yet, so "${rest}" was not understood. Type ${COMMAND} ${parsed.report}.`;
      return await answer(buildNotice(text));
    }
    case "report":
      await dispatcher.draft({
        report: parsed.report,
        requester: { userId: command.user_id, teamId: command.team_id },
        channel: command.channel_id,
        // A trigger belongs to one invocation: the same one again is the same delivery again.
        onceKey: `command#${command.trigger_id}`,
      });
  }
}
