/** What was done, for whoever did it in a message that shows nothing of it. */
import type { Dispatch, MessageRef } from "../../dispatch/dispatch.ts";
import type { Reopened } from "../../dispatch/reopen.ts";
import { channelLink, clip, clipMarkup, escapeMarkup, SHARES } from "../text.ts";
import { buildLeftOutNotice, buildLine, buildNotice } from "./notice.ts";
import type { SlackMessage } from "./preview.ts";
import { isDirect } from "./reminder.ts";

export function buildApprovedNotice(dispatch: Dispatch): SlackMessage {
  const where = dispatch.preview === undefined ? "" : " Its preview shows how it goes on.";
  return buildNotice(`Your approval of "${nameOf(dispatch)}" is on record.${where}`);
}

export function buildRecalledNotice(dispatch: Dispatch): SlackMessage {
  return buildNotice(`Recalled: ${nameOf(dispatch)}. It is not sent.`);
}

export function buildRejectedNotice(dispatch: Dispatch): SlackMessage {
  const where = dispatch.preview === undefined ? "" : " Its preview says why.";
  return buildNotice(`Rejected: ${nameOf(dispatch)}. It is not sent.${where}`);
}

/** What was decided about mails of which nobody can know whether they were taken. */
export function buildSettledNotice(
  kind: "again" | "mark",
  { names, leftOut }: Omit<Reopened, "dispatch">,
): SlackMessage {
  if (kind === "again") return buildLeftOutNotice({ names, leftOut });
  return buildNotice(`It counts as sent to ${names.join(", ")}. Nothing was sent again.`);
}

/** Where the preview is that takes the place of one that is over. */
export function buildFreshNotice(fresh: Dispatch): SlackMessage {
  const where = fresh.preview === undefined ? "" : ` in ${channelLink(fresh.preview.channel)}`;
  const name = clipMarkup(escapeMarkup(nameOf(fresh)), SHARES.title);
  return buildLine(`A fresh preview of ${name} stands${where}.`);
}

/** Below which message the file is. */
export function buildPdfNotice(thread: MessageRef): SlackMessage {
  const message = isDirect(thread) ? "the bot's message to you" : "its preview";
  return buildLine(`The PDF is in the thread of ${message}, in ${channelLink(thread.channel)}.`);
}

/** Stands above the file where it comes in person. */
export function buildPdfHead(dispatch: Dispatch): SlackMessage {
  return buildNotice(`The PDF of ${nameOf(dispatch)} is in the thread of this message.`);
}

function nameOf({ summary: { title, period } }: Dispatch): string {
  return clip(`${title}, ${period}`, SHARES.title);
}
