import type { WaitingReport } from "../../digest/digest.ts";
import type { Home } from "../../digest/home.ts";
import { andMore } from "../messages/digest-lists.ts";
import { buildWaitingReport, namePeople } from "../messages/digest-todo.ts";
import {
  type Block,
  channelLink,
  clipMarkup,
  escapeMarkup,
  LIMITS,
  markup,
  plain,
} from "../text.ts";

/** The rest is counted: Slack takes 100 blocks. */
const MOST_TO_DECIDE = 8;
const MOST_ASKED = 5;
const NAME = 200;

/** What waits for this person, with buttons; then what they wait for. */
export function buildHomeWaiting({ toDecide, asked }: Home): Block[] {
  const idle =
    "Nothing waits for you. Reports that you may approve stand here until somebody decides.";
  return [
    { type: "header", text: plain("Waits for you", LIMITS.header) },
    ...(toDecide.length === 0 ? [{ type: "section" as const, text: plain(idle) }] : []),
    ...toDecide
      .slice(0, MOST_TO_DECIDE)
      .flatMap((report) => [...buildWaitingReport(report), ...placeOf(report)]),
    ...andMore(toDecide.length - MOST_TO_DECIDE, "waits for you", "wait for you"),
    ...asked.slice(0, MOST_ASKED).map(buildAsked),
    ...andMore(asked.length - MOST_ASKED, "of yours waits for others", "of yours wait for others"),
  ];
}

/** Where the whole preview is. */
function placeOf({ channel }: WaitingReport): Block[] {
  if (channel === undefined) return [];
  const text = markup(`The preview with its figures is in ${channelLink(channel)}.`);
  return [{ type: "context", elements: [text] }];
}

function buildAsked({ name, waited, on, tooLarge }: WaitingReport): Block {
  const title = clipMarkup(escapeMarkup(name), NAME);
  const state = tooLarge ? "is too large to be sent" : `waits for ${waited} on ${namePeople(on)}`;
  return { type: "context", elements: [markup(`Asked for by you: *${title}* · ${state}`)] };
}
