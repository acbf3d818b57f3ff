import { afterAck, replaceOriginal } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildNotice } from "../messages/notice.ts";
import { buildSaved } from "../messages/planned-schedule.ts";
import { readProposal } from "../messages/schedule-reference.ts";

/** The button *Save* below what a schedule comes to. */
export function onSaveSchedule(deps: ListenerDependencies) {
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, value } = readClick({ body, action });
    await afterAck({ userId: requester.userId, client, respond }, deps, async (answer) => {
      const saved = await deps.scheduler.save(readProposal(value), requester);
      await replaceOriginal(buildSaved(saved, deps.clock.now()), respond, answer);
    });
  };
}

/** The button *Cancel* beside it. There is nothing to undo. */
export function onCancelSchedule(deps: ListenerDependencies) {
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { userId } = readClick({ body, action }).requester;
    await afterAck({ userId, client, respond }, deps, async (answer) => {
      await respond({ delete_original: true }).catch(() =>
        answer(buildNotice("The message cannot be removed. It does nothing by itself.")),
      );
    });
  };
}
