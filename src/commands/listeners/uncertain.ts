import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from "@slack/bolt";
import type { Seen } from "../../dispatch/reopen.ts";
import { type Answer, afterAck } from "../answer.ts";
import { type ButtonArguments, type Click, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildSettledNotice } from "../messages/elsewhere.ts";
import { readReference } from "../messages/reference.ts";
import { readOpened } from "../views/opened.ts";
import {
  buildUncertainModal,
  DEED_ACTION,
  DEED_BLOCK,
  MAILS_ACTION,
  MAILS_BLOCK,
} from "../views/uncertain-modal.ts";
import { unlessOwn } from "./unless-own.ts";

/** What is to be done about which uncertain mails of a report. */
interface Settling extends Seen {
  readonly dispatchId: string;
  readonly kind: "again" | "mark";
}

async function settle(
  { dispatchId, kind, ...seen }: Settling,
  click: Click,
  answer: Answer,
  { dispatcher }: ListenerDependencies,
): Promise<void> {
  const reopened = await unlessOwn(click, () =>
    dispatcher.settleUncertain(dispatchId, kind, click.requester, seen),
  );
  if (reopened === undefined) return;
  const { dispatch, leftOut } = reopened;
  const isNews = leftOut.length > 0 || click.isElsewhere(dispatch.preview);
  if (isNews) await answer(buildSettledNotice(kind, reopened));
  await dispatcher.goOn(dispatchId);
}

/** The buttons *Send again* and *Mark as sent*, which are about all uncertain mails of a report. */
export function onSettleUncertain(kind: "again" | "mark", deps: ListenerDependencies) {
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { value, ...click } = readClick({ body, action });
    const { userId } = click.requester;
    await afterAck({ userId, client, respond }, deps, (answer) =>
      settle({ ...readReference(value), kind }, click, answer, deps),
    );
  };
}

/** The button *Decide one by one*: asks for which of them what is to be done. */
export function onChooseUncertain(deps: ListenerDependencies) {
  const { dispatcher, patiently } = deps;
  return async ({ ack, body, action, respond, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, isElsewhere, value } = readClick({ body, action });
    const { dispatchId, round } = readReference(value);
    await afterAck({ userId: requester.userId, client, respond }, deps, async () => {
      const found = await dispatcher.findUncertain(dispatchId, requester, { round });
      const { dispatch, chosen } = found;
      const view = buildUncertainModal(dispatch, chosen, isElsewhere(dispatch.preview));
      await patiently(() => client.views.open({ trigger_id: body.trigger_id, view }));
    });
  };
}

type Arguments = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** The submitted modal of *Decide one by one*. */
export function onUncertainDecision(deps: ListenerDependencies) {
  return async ({ ack, body, view, client }: Arguments): Promise<void> => {
    await ack();
    const { values } = view.state;
    const only = (values[MAILS_BLOCK]?.[MAILS_ACTION]?.selected_options ?? []).map(
      ({ value }) => value,
    );
    const deed = values[DEED_BLOCK]?.[DEED_ACTION]?.selected_option?.value;
    const kind = deed === "again" ? "again" : "mark";
    const requester = { userId: body.user.id, teamId: body.user.team_id ?? body.team?.id ?? "" };
    const { reference, wasElsewhere } = readOpened(view);
    const click: Click = { requester, isElsewhere: () => wasElsewhere };
    await afterAck({ userId: requester.userId, client }, deps, (answer) =>
      settle({ ...readReference(reference), kind, only }, click, answer, deps),
    );
  };
}
