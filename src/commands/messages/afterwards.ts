import type { Dispatch } from "../../dispatch/dispatch.ts";
import { canBeMadeAfresh } from "../../dispatch/fresh-preview.ts";
import { type Block, LIMITS, plain } from "../text.ts";

export const RECALL_ACTION = "recall_report";
export const FRESH_PREVIEW_ACTION = "fresh_preview";

/** What can be done about a dispatch that waits for no decision any more. */
export function buildAfterwards(dispatch: Dispatch): Block[] {
  if (dispatch.state === "approved" && dispatch.heldUntil !== undefined) {
    return [buildAction(RECALL_ACTION, "Recall", dispatch.id)];
  }
  if (canBeMadeAfresh(dispatch)) {
    return [buildAction(FRESH_PREVIEW_ACTION, "Make a fresh preview", dispatch.id)];
  }
  return [];
}

function buildAction(action: string, text: string, value: string): Block {
  return {
    type: "actions",
    block_id: "afterwards",
    elements: [{ type: "button", action_id: action, text: plain(text, LIMITS.buttonText), value }],
  };
}
