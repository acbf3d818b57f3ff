import { afterAck } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildRejectModal } from "../views/reject-modal.ts";

/** The button *Reject* of a preview: asks for the reason. */
export function onReject(deps: ListenerDependencies) {
  const { dispatcher, patiently } = deps;
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, isElsewhere, value: dispatchId } = readClick({ body, action });
    await afterAck({ userId: requester.userId, client, respond }, deps, async () => {
      const dispatch = await dispatcher.assertDecidable(dispatchId, requester);
      const view = buildRejectModal(dispatch, isElsewhere(dispatch.preview));
      await patiently(() => client.views.open({ trigger_id: body.trigger_id, view }));
    });
  };
}
