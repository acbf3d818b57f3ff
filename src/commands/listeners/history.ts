import { afterAck } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildHistory, readHistoryReference } from "../messages/history.ts";

/** The buttons *Earlier* and *Newest* below a list of reports. */
export function onPageOfHistory(deps: ListenerDependencies) {
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, value } = readClick({ body, action });
    await afterAck({ userId: requester.userId, client, respond }, deps, async () => {
      const page = await deps.dispatcher.history(readHistoryReference(value), requester);
      // The list is one message, however often one turns its pages.
      await respond({ response_type: "ephemeral", replace_original: true, ...buildHistory(page) });
    });
  };
}
