import { answeringFailures, createAnswer } from "../answer.ts";
import { patiently } from "../call-slack.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildRejectModal } from "../views/reject-modal.ts";

/** The button *Reject* of a preview: asks for the reason. */
export function onReject({ dispatcher, announcer, clock, log, track }: ListenerDependencies) {
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, dispatchId } = readClick({ body, action });
    const answer = createAnswer(requester.userId, respond, announcer, log);
    await track(
      answeringFailures(answer, log, async () => {
        const dispatch = await dispatcher.assertDecidable(dispatchId, requester);
        const view = buildRejectModal(dispatch);
        await patiently(clock, () => client.views.open({ trigger_id: body.trigger_id, view }));
      }),
    );
  };
}
