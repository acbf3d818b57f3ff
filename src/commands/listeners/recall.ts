import { afterAck } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildRecalledNotice } from "../messages/elsewhere.ts";
import { unlessOwn } from "./unless-own.ts";

/** The button *Recall* of a report that is approved and held back. */
export function onRecall(deps: ListenerDependencies) {
  const { dispatcher } = deps;
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, isElsewhere, value: dispatchId } = readClick({ body, action });
    await afterAck({ userId: requester.userId, client, respond }, deps, async (answer) => {
      const recalled = await unlessOwn({ requester, isElsewhere, decision: "recalled" }, () =>
        dispatcher.recall(dispatchId, requester),
      );
      if (recalled !== undefined && isElsewhere(recalled.preview)) {
        await answer(buildRecalledNotice(recalled));
      }
    });
  };
}
