import { afterAck } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildFreshNotice } from "../messages/elsewhere.ts";
import { buildOutdatedNotice } from "../messages/notice.ts";

/** The button *Make a fresh preview* of one that has expired or was overtaken by a change. */
export function onFreshPreview(deps: ListenerDependencies) {
  const { dispatcher } = deps;
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, isElsewhere, value: dispatchId } = readClick({ body, action });
    // A trigger belongs to one click: the same one again is the same delivery again.
    const onceKey = `fresh-preview#${body.trigger_id}`;
    await afterAck({ userId: requester.userId, client, respond }, deps, async (answer) => {
      const made = await dispatcher.makeFreshPreview(dispatchId, requester, onceKey);
      if (made === undefined) return;
      if (made.outdatedBy !== undefined) await answer(buildOutdatedNotice(made.outdatedBy));
      if (isElsewhere(made.old.preview)) await answer(buildFreshNotice(made.dispatch));
    });
  };
}
