import type { types } from "@slack/bolt";
import type { MissedMessage } from "../../dispatch/missed.ts";
import { type Block, clipMarkup, escapeMarkup, LIMITS, markup, moment, plain } from "../text.ts";

/** As much of each as helps; a Home tab has room for five of them. */
const SHARE = 1000;

/** The Home tab, and above it what could not be told to this person in any other way. */
export function withMissed(home: types.HomeView, missed: readonly MissedMessage[]): types.HomeView {
  return missed.length === 0 ? home : { ...home, blocks: [...buildMissed(missed), ...home.blocks] };
}

function buildMissed(missed: readonly MissedMessage[]): Block[] {
  return [
    { type: "header", text: plain("Could not be sent to you", LIMITS.header) },
    ...missed.map(({ at, text }): Block => {
      const said = clipMarkup(escapeMarkup(text), SHARE);
      return { type: "section", text: markup(`${said}\n${moment(at)}`) };
    }),
  ];
}
