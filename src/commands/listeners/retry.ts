import { afterAck } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildLeftOutNotice } from "../messages/notice.ts";
import { readReference } from "../messages/reference.ts";
import { unlessOwn } from "./unless-own.ts";

/** The button *Retry failed* of a report that did not reach everybody. */
export function onRetryFailed(deps: ListenerDependencies) {
  const { dispatcher } = deps;
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, isElsewhere, value } = readClick({ body, action });
    const { dispatchId, round } = readReference(value);
    await afterAck({ userId: requester.userId, client, respond }, deps, async (answer) => {
      const reopened = await unlessOwn({ requester, isElsewhere }, () =>
        dispatcher.retryFailed(dispatchId, requester, { round }),
      );
      if (reopened === undefined) return;
      const { dispatch, leftOut } = reopened;
      const isNews = leftOut.length > 0 || isElsewhere(dispatch.preview);
      if (isNews) await answer(buildLeftOutNotice(reopened));
      await dispatcher.goOn(dispatchId);
    });
  };
}
