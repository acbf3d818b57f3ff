import type { types } from "@slack/bolt";
import type { Dispatch } from "../../dispatch/dispatch.ts";
import { clip, plain, SHARES } from "../text.ts";
import { openedFor } from "./opened.ts";

export const REJECT_VIEW = "reject_report_reason";
export const REASON_BLOCK = "reason";
export const REASON_ACTION = "reason_text";

/** Longer explanations belong in the thread. */
const MAX_REASON = 500;

/**
 * Asks why. The dispatch travels along by id; the right is checked again on submission.
 *
 * @param isElsewhere Whether it opens where nothing shows what comes of it.
 */
export function buildRejectModal(dispatch: Dispatch, isElsewhere = false): types.ModalView {
  const { title, period } = dispatch.summary;
  return {
    type: "modal",
    callback_id: REJECT_VIEW,
    private_metadata: openedFor(dispatch.id, isElsewhere),
    title: { type: "plain_text", text: "Reject report" },
    submit: { type: "plain_text", text: "Reject" },
    close: { type: "plain_text", text: "Cancel" },
    blocks: [
      {
        type: "section",
        text: plain(`${clip(`${title}, ${period}`, SHARES.title)}, will not be sent.`),
      },
      {
        type: "input",
        block_id: REASON_BLOCK,
        label: { type: "plain_text", text: "Reason" },
        hint: { type: "plain_text", text: "Shown on the preview, so that it can be mended." },
        element: {
          type: "plain_text_input",
          action_id: REASON_ACTION,
          multiline: true,
          max_length: MAX_REASON,
          placeholder: { type: "plain_text", text: "The AWS costs are last month's" },
        },
      },
    ],
  };
}
