import { afterAck } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import { openComposeForm } from "../compose-form.ts";
import type { ListenerDependencies } from "../dependencies.ts";

/** The button *Edit* of a preview: opens the form with what its draft has. */
export function onEdit(deps: ListenerDependencies) {
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, value: dispatchId } = readClick({ body, action });
    await afterAck({ userId: requester.userId, client, respond }, deps, async () => {
      await openComposeForm(
        {
          requester,
          triggerId: body.trigger_id,
          reference: { channel: body.channel?.id ?? requester.userId, edits: dispatchId },
          client,
          again: "Nothing was changed. Press Edit again.",
        },
        deps,
      );
    });
  };
}
