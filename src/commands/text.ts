import type { types } from "@slack/bolt";

export type Block = types.KnownBlock;

/** Slack's limits that the product's own messages can reach, in characters (docs.slack.dev/reference/block-kit). */
export const LIMITS = {
  header: 150,
  section: 3000,
  field: 2000,
  contextText: 2000,
  fieldsPerSection: 10,
} as const;

/** Reorder the text around them; nobody needs them to read a report. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Slack's markup has no escape for these, so look-alikes stand in for them where markup is read. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { "*": "∗", _: "ˍ", "~": "∼", "`": "ˋ" };

/** Text as Slack shows it literally, cut to a limit. */
export function plain(text: string, limit: number = LIMITS.section): types.PlainTextElement {
  return { type: "plain_text", text: clip(clean(text), limit) || " ", emoji: false };
}

/** Markup composed by this product. Data goes in through {@link escapeMarkup} only. */
export function markup(text: string, limit: number = LIMITS.section): types.MrkdwnElement {
  return { type: "mrkdwn", text: clip(text, limit), verbatim: true };
}

/**
 * Text from data inside markup: comes out as the same characters, never as formatting, a mention or a link
 * (docs.slack.dev/messaging/formatting-message-text#escaping).
 */
export function escapeMarkup(text: string): string {
  return escapeEntities(clean(text)).replace(/[*_~`]/g, (mark) => LOOK_ALIKES[mark] ?? mark);
}

/** For the `text` of a message, which Slack reads as markup in notifications. */
export function escapeEntities(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A user as Slack shows them. Only for ids that came from Slack. */
export function mention(userId: string): string {
  return /^[UW][A-Z0-9]+$/.test(userId) ? `<@${userId}>` : escapeMarkup(userId);
}

/** Cuts between whole characters, not inside of them. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

function clean(text: string): string {
  return text.replace(BIDI_CONTROLS, "").replace(CONTROLS, " ");
}
