import type {
  AllMiddlewareArgs,
  BlockAction,
  ButtonAction,
  SlackActionMiddlewareArgs,
} from "@slack/bolt";
import type { Requester } from "../dispatch/dispatch.ts";

export type ButtonArguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> &
  AllMiddlewareArgs;

/** Who pressed, and what the button refers to. The value is a reference, never a right. */
export function readClick({ body, action }: Pick<ButtonArguments, "body" | "action">): {
  readonly requester: Requester;
  readonly value: string;
} {
  return {
    requester: { userId: body.user.id, teamId: body.user.team_id ?? body.team?.id ?? "" },
    value: action.value ?? "",
  };
}
