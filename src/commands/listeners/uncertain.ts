import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from "@slack/bolt";
import { afterAck } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { readReference } from "../messages/reference.ts";
import {
  buildUncertainModal,
  DEED_ACTION,
  DEED_BLOCK,
  MAILS_ACTION,
  MAILS_BLOCK,
} from "../views/uncertain-modal.ts";
import { unlessOwn } from "./unless-own.ts";

/** The buttons *Send again* and *Mark as sent*, which are about all uncertain mails of a report. */
export function onSettleUncertain(kind: "again" | "mark", deps: ListenerDependencies) {
  const { dispatcher } = deps;
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, value } = readClick({ body, action });
    const { dispatchId, round } = readReference(value);
    await afterAck({ userId: requester.userId, client, respond }, deps, async () => {
      const reopened = await unlessOwn(requester, () =>
        dispatcher.settleUncertain(dispatchId, kind, requester, { round }),
      );
      if (reopened !== undefined) await dispatcher.goOn(dispatchId);
    });
  };
}

/** The button *Decide one by one*: asks for which of them what is to be done. */
export function onChooseUncertain(deps: ListenerDependencies) {
  const { dispatcher, patiently } = deps;
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, value } = readClick({ body, action });
    const { dispatchId, round } = readReference(value);
    await afterAck({ userId: requester.userId, client, respond }, deps, async () => {
      const found = await dispatcher.findUncertain(dispatchId, requester, { round });
      const view = buildUncertainModal(found.dispatch, found.chosen);
      await patiently(() => client.views.open({ trigger_id: body.trigger_id, view }));
    });
  };
}

type Arguments = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** The submitted modal of *Decide one by one*. */
export function onUncertainDecision(deps: ListenerDependencies) {
  const { dispatcher } = deps;
  return async ({ ack, body, view, client }: Arguments): Promise<void> => {
    await ack();
    const { values } = view.state;
    const only = (values[MAILS_BLOCK]?.[MAILS_ACTION]?.selected_options ?? []).map(
      ({ value }) => value,
    );
    const deed = values[DEED_BLOCK]?.[DEED_ACTION]?.selected_option?.value;
    const kind = deed === "again" ? "again" : "mark";
    const requester = { userId: body.user.id, teamId: body.user.team_id ?? body.team?.id ?? "" };
    const { dispatchId, round } = readReference(view.private_metadata);
    await afterAck({ userId: requester.userId, client }, deps, async () => {
      const reopened = await unlessOwn(requester, () =>
        dispatcher.settleUncertain(dispatchId, kind, requester, { round, only }),
      );
      if (reopened !== undefined) await dispatcher.goOn(dispatchId);
    });
  };
}
