import { answeringFailures, createAnswer } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";

/** The button *Approve* of a preview. */
export function onApprove({ dispatcher, announcer, log, track }: ListenerDependencies) {
  return async ({ ack, body, action, respond }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, dispatchId } = readClick({ body, action });
    const answer = createAnswer(requester.userId, respond, announcer, log);
    await track(
      answeringFailures(answer, log, async () => {
        await dispatcher.approve(dispatchId, requester);
        await dispatcher.send(dispatchId);
      }),
    );
  };
}
