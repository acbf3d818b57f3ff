import type { Occasion } from "../../dispatch/announcer-port.ts";
import type { Dispatch } from "../../dispatch/dispatch.ts";
import {
  channelLink,
  clipMarkup,
  escapeMarkup,
  LIMITS,
  markup,
  mention,
  moment,
  SHARES,
} from "../text.ts";
import { buildPreview, type SlackMessage } from "./preview.ts";

/** Says in a preview's own thread that it still waits. */
export function buildReminder(dispatch: Dispatch, occasion: Occasion): SlackMessage {
  return buildLine(`${nameOf(dispatch)}, ${waits(dispatch, occasion, "")}.${endOf(dispatch)}`);
}

/**
 * The same for one person. Where only the asker sees the preview, a copy of it comes along: with the values of its chart,
 * since a copy has no picture of its own.
 */
export function buildPersonalReminder(dispatch: Dispatch, occasion: Occasion): SlackMessage {
  const { preview, picture: _, ...copied } = dispatch;
  const seen = preview !== undefined && !isDirect(preview);
  const where = seen ? ` in ${channelLink(preview.channel)}` : "";
  const asked = seen
    ? ""
    : ` ${mention(dispatch.requestedBy.userId)} asked for it; here is a copy.`;
  const line = `${nameOf(dispatch)}, ${waits(dispatch, occasion, where)}.${asked}${endOf(dispatch)}`;
  const message = buildLine(line);
  if (seen) return message;
  return { ...message, blocks: [...message.blocks, ...buildPreview(copied, []).blocks] };
}

/** Whether a message stands in a conversation of the bot with one person. */
export function isDirect({ channel }: NonNullable<Dispatch["preview"]>): boolean {
  return channel.startsWith("D");
}

function nameOf({ summary: { title, period } }: Dispatch): string {
  return clipMarkup(escapeMarkup(`${title}, ${period}`), SHARES.title);
}

function waits({ generatedAt }: Dispatch, occasion: Occasion, where: string): string {
  switch (occasion) {
    case "unseen":
      return `waits for approval${where}`;
    case "reminder":
      return `still waits for approval${where}`;
    case "escalation":
      return `waits for approval${where} since ${moment(generatedAt)}, and nobody has decided`;
  }
}

function endOf({ approvalExpiresAt }: Dispatch): string {
  return approvalExpiresAt === undefined
    ? ""
    : ` It expires ${moment(approvalExpiresAt)}; nothing is sent then.`;
}

function buildLine(line: string): SlackMessage {
  return {
    text: clipMarkup(line, LIMITS.section),
    blocks: [{ type: "section", text: markup(line) }],
  };
}
