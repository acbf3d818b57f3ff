import type { Delivery, DeliveryState } from "../../dispatch/delivery.ts";
import type { DispatchStatus } from "../../dispatch/history.ts";
import type { TrailEvent } from "../../dispatch/trail.ts";
import {
  type Block,
  clip,
  clipMarkup,
  escapeMarkup,
  LIMITS,
  markup,
  mention,
  moment,
  plain,
  SHARES,
} from "../text.ts";
import { buildAfterwards } from "./afterwards.ts";
import { describe } from "./history.ts";
import type { SlackMessage } from "./preview.ts";
import { describeProblems } from "./problems.ts";

/** All events together, and all names together. */
const EVENTS = 2_800;
const NAMES = 2_400;

/**
 * Everything about one dispatch, for one person.
 *
 * @param link Where the whole report can be read for a while, if anywhere.
 */
export function buildDispatchStatus(status: DispatchStatus, link?: string): SlackMessage {
  const { dispatch, deliveries, events } = status;
  const { title, period } = dispatch.summary;
  const problems = describeProblems(dispatch, deliveries);
  const share = Math.floor(SHARES.details / Math.max(1, problems.length));
  return {
    text: clipMarkup(escapeMarkup(`${title}, ${period}`), SHARES.title),
    blocks: [
      { type: "section", text: markup(describe(status)) },
      ...section(describeNames(deliveries)),
      ...problems.map((text): Block => ({ type: "section", text: plain(clip(text, share)) })),
      ...(events.length === 0 ? [] : [buildEvents(events)]),
      { type: "context", elements: [plain(`Id: ${dispatch.id}`)] },
      ...buildAfterwards(dispatch, deliveries, link),
    ],
  };
}

function section(text: string): Block[] {
  return text === "" ? [] : [{ type: "section", text: plain(text) }];
}

/** The good outcomes; the others have sentences of their own. */
const OUTCOMES: readonly (readonly [DeliveryState, string])[] = [
  ["delivered", "Delivered"],
  ["accepted", "Sent, not yet heard of"],
  ["claimed", "Being sent"],
  ["pending", "To be sent"],
];

/** A line for each outcome, with the people in it. */
function describeNames(deliveries: readonly Delivery[]): string {
  const lines = OUTCOMES.flatMap(([state, words]) => {
    const those = deliveries.filter((it) => it.state === state);
    return those.length === 0 ? [] : [`${words}: ${those.map(nameOf).join(", ")}`];
  });
  const share = Math.floor(NAMES / Math.max(1, lines.length));
  return lines.map((line) => clip(line, share)).join("\n");
}

function nameOf({ name, retryCount, markedBy }: Delivery): string {
  const notes = [
    ...(retryCount === 0 ? [] : [`after ${retryCount + 1} calls`]),
    ...(markedBy === undefined ? [] : ["marked as sent by hand"]),
  ];
  return notes.length === 0 ? name : `${name} (${notes.join(", ")})`;
}

/** The latest events; what does not fit is counted. */
function buildEvents(events: readonly TrailEvent[]): Block {
  const lines = events.filter(({ event }) => event !== "announced").map(describeEvent);
  const shown: string[] = [];
  let length = 0;
  for (const line of lines.toReversed()) {
    length += line.length + 1;
    if (length > EVENTS) break;
    shown.unshift(line);
  }
  const more = lines.length - shown.length;
  const all = more > 0 ? [`${more} earlier events`, ...shown] : shown;
  return { type: "section", text: markup(all.join("\n"), LIMITS.section) };
}

const EVENTS_IN_WORDS: Readonly<Record<string, string>> = {
  drafted: "Drafted",
  approved_in_part: "Approved, and waits for another",
  approved: "Approved",
  rejected: "Rejected",
  voided: "Withdrawn",
  expired: "Expired",
  recalled: "Recalled",
  reminded: "Approvers were reminded",
  sending: "Sending began",
  sent: "Sent to all",
  partly_sent: "Sent in part",
  failed: "Not sent",
  parked: "Waits",
  resumed: "Goes on",
  tested: "A test was mailed",
};

const REOPENED_IN_WORDS: Readonly<Record<string, string>> = {
  retry: "What had failed is sent again",
  again: "What was uncertain is sent again",
  mark: "What was uncertain counts as sent",
};

/** `on Oct 31st at 9:00 AM · Approved by @admin` */
function describeEvent({ event, at, by, reason, reopening }: TrailEvent): string {
  const { kind, deliveries } = Object(reopening);
  const again = typeof kind === "string" ? REOPENED_IN_WORDS[kind] : undefined;
  const count = Array.isArray(deliveries) ? ` (${deliveries.length})` : "";
  const words = again === undefined ? (EVENTS_IN_WORDS[event] ?? event) : `${again}${count}`;
  const who = typeof by === "string" ? ` by ${mention(by)}` : "";
  const why = typeof reason === "string" ? `: ${clipMarkup(escapeMarkup(reason), 300)}` : "";
  return `${moment(at)} · ${escapeMarkup(words)}${who}${why}`;
}
