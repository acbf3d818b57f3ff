import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  SlackActionMiddlewareArgs,
} from "@slack/bolt";
import type { MessageRef, Requester } from "../dispatch/dispatch.ts";

export type ButtonArguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> &
  AllMiddlewareArgs;

/** Who pressed, and where. */
export interface Click {
  readonly requester: Requester;
  /**
   * Whether it was pressed in a message that does not change by it: not on this preview, nor on the Home tab. What came
   * of it has to be said there.
   */
  readonly isElsewhere: (preview: MessageRef | undefined) => boolean;
}

/** Who pressed, where, and what the button refers to. The value is a reference, never a right. */
export function readClick({
  body,
  action,
}: Pick<ButtonArguments, "body" | "action">): Click & { readonly value: string } {
  const { type, message_ts: ts } = body.container;
  return {
    requester: { userId: body.user.id, teamId: body.user.team_id ?? body.team?.id ?? "" },
    isElsewhere: (preview) => type === "message" && ts !== preview?.ts,
    value: action.value ?? "",
  };
}
