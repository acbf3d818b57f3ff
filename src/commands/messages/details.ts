import type { Delivery } from "../../dispatch/delivery.ts";
import type { Dispatch } from "../../dispatch/dispatch.ts";
import { shortId } from "../../dispatch/short-id.ts";
import { wasAccepted } from "../../dispatch/state.ts";
import { COMMAND } from "../parse-command.ts";
import { type Block, clip, clipMarkup, escapeEntities, LIMITS, plain, SHARES } from "../text.ts";
import { buildUncertain } from "./afterwards.ts";
import type { SlackMessage } from "./preview.ts";
import { describeProblems } from "./problems.ts";

/** All sentences together. They have a message of their own, with more room than below a preview. */
const DETAILS = 2_400;

/** What the thread says of the mails of one dispatch that were not simply sent. */
export function buildDetails(dispatch: Dispatch, deliveries: readonly Delivery[]): SlackMessage {
  const sentences = describeProblems(dispatch, deliveries);
  const share = Math.floor(DETAILS / Math.max(1, sentences.length));
  const isCut = sentences.some((sentence) => sentence.length > share);
  const sent = deliveries.filter((it) => it.kind === "recipient" && wasAccepted(it.state));
  const names = sent.map(({ name }) => name).join(", ");
  const all = [
    ...sentences.map((sentence) => clip(sentence, share)),
    ...(names === "" ? [] : [clip(`Sent to ${names}.`, SHARES.recipients)]),
    ...(isCut ? [`All of it: ${COMMAND} status ${shortId(dispatch.id)}`] : []),
  ];
  const uncertain = deliveries.filter(({ state }) => state === "uncertain");
  const buttons = buildUncertain(dispatch, uncertain);
  const actions: Block[] =
    buttons.length === 0 ? [] : [{ type: "actions", block_id: "uncertain", elements: buttons }];
  return {
    text: clipMarkup(escapeEntities(sentences[0] ?? "Details"), LIMITS.section),
    blocks: [...all.map((text): Block => ({ type: "section", text: plain(text) })), ...actions],
  };
}
