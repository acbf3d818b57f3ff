import type { types } from "@slack/bolt";
import { type Delivery, refOf } from "../../dispatch/delivery.ts";
import type { Dispatch } from "../../dispatch/dispatch.ts";
import { referTo } from "../messages/reference.ts";
import { clip, plain, SHARES } from "../text.ts";
import { openedFor } from "./opened.ts";

export const UNCERTAIN_VIEW = "settle_uncertain";
export const MAILS_BLOCK = "uncertain_mails";
export const MAILS_ACTION = "uncertain_mails_chosen";
export const DEED_BLOCK = "uncertain_deed";
export const DEED_ACTION = "uncertain_deed_chosen";

/** Slack's limits of a select. */
const MOST_OPTIONS = 100;
const OPTION_TEXT = 75;

/**
 * Asks for which of several mails what is to be done.
 *
 * @param isElsewhere Whether it opens where nothing shows what comes of it.
 */
export function buildUncertainModal(
  dispatch: Dispatch,
  uncertain: readonly Delivery[],
  isElsewhere = false,
): types.ModalView {
  const { title, period } = dispatch.summary;
  const options = uncertain.slice(0, MOST_OPTIONS).map((delivery) => ({
    text: plain(delivery.name, OPTION_TEXT),
    value: refOf(delivery),
  }));
  const more = uncertain.length - options.length;
  const rest = more > 0 ? ` ${more} more can be decided on after these.` : "";
  const what = clip(`${title}, ${period}`, SHARES.title);
  return {
    type: "modal",
    callback_id: UNCERTAIN_VIEW,
    private_metadata: openedFor(referTo(dispatch), isElsewhere),
    title: { type: "plain_text", text: "Uncertain mails" },
    submit: { type: "plain_text", text: "Decide" },
    close: { type: "plain_text", text: "Cancel" },
    blocks: [
      {
        type: "section",
        text: plain(
          `${what}: the mails were handed over, but no answer is on record. Nobody can know whether they were taken.${rest}`,
        ),
      },
      {
        type: "input",
        block_id: MAILS_BLOCK,
        label: { type: "plain_text", text: "Mails to" },
        element: {
          type: "multi_static_select",
          action_id: MAILS_ACTION,
          placeholder: { type: "plain_text", text: "Choose people" },
          options,
        },
      },
      {
        type: "input",
        block_id: DEED_BLOCK,
        label: { type: "plain_text", text: "What to do" },
        element: { type: "radio_buttons", action_id: DEED_ACTION, options: DEEDS },
      },
    ],
  };
}

const DEEDS: types.PlainTextOption[] = [
  {
    text: { type: "plain_text", text: "Send again" },
    description: { type: "plain_text", text: "Whoever has got the first mail gets it twice" },
    value: "again",
  },
  {
    text: { type: "plain_text", text: "Mark as sent" },
    description: { type: "plain_text", text: "Nothing is sent; the record names you" },
    value: "mark",
  },
];
