import { afterAck } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { readLeaveOut } from "../messages/decision.ts";
import { buildFreshNotice } from "../messages/elsewhere.ts";
import { buildOutdatedNotice } from "../messages/notice.ts";

/** The button *Leave out …* of a preview whose mail is too large. */
export function onLeaveOut(deps: ListenerDependencies) {
  const { dispatcher } = deps;
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, isElsewhere, value } = readClick({ body, action });
    const { dispatchId, attachment } = readLeaveOut(value);
    // A trigger belongs to one click: the same one again is the same delivery again.
    const onceKey = `leave-out#${body.trigger_id}`;
    await afterAck({ userId: requester.userId, client, respond }, deps, async (answer) => {
      const drafted = await dispatcher.leaveOut(dispatchId, attachment, requester, onceKey);
      if (drafted === undefined) return;
      if (drafted.outdatedBy !== undefined) await answer(buildOutdatedNotice(drafted.outdatedBy));
      if (isElsewhere(drafted.old.preview)) await answer(buildFreshNotice(drafted.dispatch));
    });
  };
}
