import type { types } from "@slack/bolt";
import type { Delivery } from "../../dispatch/delivery.ts";
import type { Dispatch } from "../../dispatch/dispatch.ts";
import { canBeMadeAfresh } from "../../dispatch/fresh-preview.ts";
import { isOpenWork, isSettled } from "../../dispatch/state.ts";
import { type Block, clip } from "../text.ts";
import { asking, buildButton, CONFIRM, primary } from "./button.ts";
import { nameSome } from "./name-some.ts";
import { referTo } from "./reference.ts";
import { buildReportButton } from "./report-button.ts";

export const RECALL_ACTION = "recall_report";
export const FRESH_PREVIEW_ACTION = "fresh_preview";
export const RETRY_ACTION = "retry_failed";
export const AGAIN_ACTION = "send_again";
export const MARK_ACTION = "mark_as_sent";
export const CHOOSE_ACTION = "decide_uncertain";

/**
 * What can be done about a dispatch that waits for no decision any more.
 *
 * @param link Where the whole report can be read for a while, if anywhere.
 */
export function buildAfterwards(
  dispatch: Dispatch,
  deliveries: readonly Delivery[],
  link?: string,
): Block[] {
  const [first, ...others] = buttonsFor(dispatch, deliveries);
  const main = first === undefined ? [] : [isSettled(dispatch.state) ? primary(first) : first];
  const isOut = isOpenWork(dispatch.state) || isSettled(dispatch.state);
  const elements = [...main, ...others, ...(isOut ? buildReportButton(dispatch, link) : [])];
  return elements.length === 0 ? [] : [{ type: "actions", block_id: "afterwards", elements }];
}

function buttonsFor(dispatch: Dispatch, deliveries: readonly Delivery[]): types.Button[] {
  if (dispatch.state === "approved" && dispatch.heldUntil !== undefined) {
    return [buildButton(RECALL_ACTION, "Recall", dispatch.id)];
  }
  if (canBeMadeAfresh(dispatch)) {
    return [buildButton(FRESH_PREVIEW_ACTION, "Make a fresh preview", dispatch.id)];
  }
  if (!isSettled(dispatch.state)) return [];
  const those = (state: Delivery["state"]) => deliveries.filter((it) => it.state === state);
  return [
    ...buildRetry(dispatch, those("failed")),
    ...buildUncertain(dispatch, those("uncertain")),
  ];
}

function buildRetry(dispatch: Dispatch, failed: readonly Delivery[]): types.Button[] {
  if (failed.length === 0) return [];
  const refused = failed.filter(({ refusedForGood }) => refusedForGood);
  const why = clip(refused[0]?.reason ?? "", REASON);
  const first =
    refused.length === 0 ? "" : ` First mend why ${count(refused)} refused for good: ${why}`;
  return [
    asking(buildButton(RETRY_ACTION, "Retry failed", referTo(dispatch)), {
      title: "Send what failed again?",
      text: naming(
        failed,
        "The approved mail goes out again to ",
        `; to nobody else.${first}${KEPT_OUT}`,
      ),
      yes: "Send again",
    }),
  ];
}

/** They are looked for again when it is sent. */
export const KEPT_OUT = " Nobody who unsubscribed or bounced gets it.";

/** Of what a dialog may say; the names take what is left. */
const REASON = 120;

/** For mails of which nobody can know whether they were taken. */
export function buildUncertain(dispatch: Dispatch, uncertain: readonly Delivery[]): types.Button[] {
  const [only] = uncertain;
  if (only === undefined) return [];
  const value = referTo(dispatch);
  const isOne = uncertain.length === 1;
  const to = isOne ? only.name : `all ${uncertain.length}`;
  return [
    asking(buildButton(AGAIN_ACTION, `Send again to ${to}`, value), {
      title: "Send again, perhaps for the second time?",
      text: naming(
        uncertain,
        "Nobody can know whether the first mail arrived. Where it did, it will be there twice. It goes to ",
        ".",
      ),
      yes: "Send again",
    }),
    asking(buildButton(MARK_ACTION, isOne ? "Mark as sent" : "Mark all as sent", value), {
      title: "Count as sent?",
      text: naming(
        uncertain,
        "Nothing is sent. The record says that you marked it. If the first mail did not arrive, nobody will send it: ",
        ".",
      ),
      yes: "Mark as sent",
    }),
    ...(isOne ? [] : [buildButton(CHOOSE_ACTION, "Decide one by one", value)]),
  ];
}

/** A sentence with people in it: of them as many as a dialog has room for, and never less of what it says of them. */
function naming(deliveries: readonly Delivery[], before: string, after: string): string {
  const names = deliveries.map(({ name }) => name);
  const room = CONFIRM.text - before.length - after.length;
  return `${before}${nameSome(names, room)}${after}`;
}

function count(deliveries: readonly Delivery[]): string {
  return deliveries.length === 1 ? "one was" : `${deliveries.length} were`;
}
