import type {
  AllMiddlewareArgs,
  BlockAction,
  SlackActionMiddlewareArgs,
  StaticSelectAction,
} from "@slack/bolt";
import { afterAck } from "../answer.ts";
import { type ButtonArguments, readClick } from "../click.ts";
import type { ListenerDependencies } from "../dependencies.ts";
import { buildOutdatedNotice } from "../messages/notice.ts";

type SelectArguments = SlackActionMiddlewareArgs<BlockAction<StaticSelectAction>> &
  AllMiddlewareArgs;

/** The selector of the Home tab: which report to send. */
export function onChooseReport(deps: ListenerDependencies) {
  return async ({ ack, body, action, client }: SelectArguments): Promise<void> => {
    await ack();
    const userId = body.user.id;
    const teamId = body.user.team_id ?? body.team?.id ?? "";
    await afterAck({ userId, client }, deps, async () => {
      await deps.home.choose({ userId, teamId }, action.selected_option.value);
    });
  };
}

/** The button *Send now* of the Home tab: the preview appears in the reports channel, where approvers look. */
export function onSendNow(deps: ListenerDependencies) {
  return async ({ ack, body, action, client }: ButtonArguments): Promise<void> => {
    await ack();
    const { requester, value: report } = readClick({ body, action });
    await afterAck({ userId: requester.userId, client }, deps, async (answer) => {
      // A trigger belongs to one click: the same one again is the same delivery again.
      const onceKey = `home#${body.trigger_id}`;
      const drafted = await deps.home.send(report, requester, onceKey);
      if (drafted?.outdatedBy !== undefined) await answer(buildOutdatedNotice(drafted.outdatedBy));
    });
  };
}
