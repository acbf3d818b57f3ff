import type { types } from "@slack/bolt";
import { clip, LIMITS, plain } from "../text.ts";

/** Slack's limits of the dialog that asks before a button counts. */
export const CONFIRM = { title: 100, text: 300, button: 30 } as const;

export function buildButton(action: string, text: string, value: string): types.Button {
  return { type: "button", action_id: action, text: plain(text, LIMITS.buttonText), value };
}

/** The main one of a message: the only one with a colour. */
export function primary(button: types.Button): types.Button {
  return { ...button, style: "primary" };
}

/** A button that asks first. What is asked says what will happen; data in it has to be cut before, see `nameSome`. */
export function asking(
  button: types.Button,
  { title, text, yes }: { readonly title: string; readonly text: string; readonly yes: string },
): types.Button {
  return {
    ...button,
    confirm: {
      title: plain(title, CONFIRM.title),
      text: plain(clip(text, CONFIRM.text), CONFIRM.text),
      confirm: plain(yes, CONFIRM.button),
      deny: plain("Cancel", CONFIRM.button),
    },
  };
}
