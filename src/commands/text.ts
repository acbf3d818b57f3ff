import type { types } from "@slack/bolt";

export type Block = types.KnownBlock;

/** Slack's limits that the product's own messages can reach, in characters (docs.slack.dev/reference/block-kit). */
export const LIMITS = {
  header: 150,
  section: 3000,
  field: 2000,
  fieldsPerSection: 10,
  altText: 2000,
  buttonText: 75,
  buttonValue: 2000,
} as const;

/**
 * What each part of a message may take of the 13,000 characters or so that Slack allows all blocks of one message
 * together (`msg_blocks_too_long`). A header, ten figures, a chart's ten values, one of each of the others, and
 * the dialogs of three buttons stay below 12,000.
 */
export const SHARES = {
  title: 300,
  headline: 1200,
  figureLabel: 100,
  figureValue: 80,
  figureNote: 160,
  chartMessage: 400,
  chartTitle: 200,
  chartValue: 60,
  recipients: 1500,
  skipped: 300,
  mail: 800,
  fileName: 50,
  basis: 300,
  facts: 500,
  forecast: 500,
  forecastProblem: 600,
  status: 300,
  progress: 700,
  note: 1_100,
  /** All sentences about what went wrong together. */
  details: 1600,
} as const;

/** Reorder the text around them; nobody needs them to read a report. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Halves of characters. Slack's client cannot send them in a message's `text`. */
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** A character without width: keeps two others apart that would mean something together. */
const NOTHING = "\u200b";
/** The colon that begins `:fire:`. */
const EMOJI_NAME = /:(?=[\w+-]+:)/g;
/** `>` at the start of a line. */
const QUOTATION = /^[ \t]*&gt;/gm;

/** Slack's markup has no escape for these, so look-alikes stand in for them where markup is read. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { "*": "∗", _: "ˍ", "~": "∼", "`": "ˋ" };

/** Text as Slack shows it literally, cut to a limit. */
export function plain(text: string, limit: number = LIMITS.section): types.PlainTextElement {
  return { type: "plain_text", text: clip(clean(text), limit) || " ", emoji: false };
}

/** Markup composed by this product. Data goes in through {@link escapeMarkup} only. */
export function markup(text: string, limit: number = LIMITS.section): types.MrkdwnElement {
  return { type: "mrkdwn", text: clipMarkup(text, limit) || " ", verbatim: true };
}

/**
 * Text from data inside markup: comes out as the same characters, never as formatting, a mention or a link
 * (docs.slack.dev/messaging/formatting-message-text#escaping).
 */
export function escapeMarkup(text: string): string {
  return escapeEntities(text)
    .replace(/[*_~`]/g, (mark) => LOOK_ALIKES[mark] ?? mark)
    .replace(EMOJI_NAME, `:${NOTHING}`)
    .replace(QUOTATION, `${NOTHING}$&`);
}

/** For the `text` of a message, which Slack reads as markup in notifications. */
export function escapeEntities(text: string): string {
  return clean(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Text that Slack hands back, as it was before {@link escapeEntities}. */
export function unescapeEntities(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** A user as Slack shows them. Only for ids that came from Slack. */
export function mention(userId: string): string {
  return /^[UW][A-Z0-9]+$/.test(userId) ? `<@${userId}>` : escapeMarkup(userId);
}

/** A user or a user group as Slack shows them. Only for ids that came from Slack or from the settings. */
export function mentionAny(id: string): string {
  return /^S[A-Z0-9]+$/.test(id) ? `<!subteam^${id}>` : mention(id);
}

/** A channel as Slack shows it. Only for ids that came from Slack. */
export function channelLink(channelId: string): string {
  return /^[CG][A-Z0-9]+$/.test(channelId) ? `<#${channelId}>` : "a conversation with the bot";
}

/** What stands where a client knows no dates; Slack itself writes them in this language. */
const UTC_DAY = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone: "UTC" });
const UTC_TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });

/**
 * A moment as each reader's Slack shows it, in their own time zone (docs.slack.dev/messaging/formatting-message-text).
 *
 * @param at ISO 8601.
 * @example moment("2026-10-31T16:00:00.000Z") // reads e.g. "on Oct 31st, 2026 at 9:00 AM" or "today at 9:00 AM"
 */
export function moment(at: string): string {
  const seconds = Math.floor(new Date(at).getTime() / 1000);
  if (!Number.isFinite(seconds)) return "at an unknown time";
  const otherwise = `${UTC_DAY.format(seconds * 1000)} at ${UTC_TIME.format(seconds * 1000)} UTC`;
  return `<!date^${seconds}^{date_short_pretty} at {time}|${otherwise}>`;
}

/**
 * A day as each reader's Slack shows it: that of the moment in their own time zone.
 *
 * @param at ISO 8601.
 * @example day("2026-10-30T08:00:00.000Z") // reads e.g. "Oct 30, 2026" or "yesterday"
 */
export function day(at: string): string {
  const seconds = Math.floor(new Date(at).getTime() / 1000);
  if (!Number.isFinite(seconds)) return "on an unknown day";
  return `<!date^${seconds}^{date_short_pretty}|${UTC_DAY.format(seconds * 1000)}>`;
}

/** Cuts between whole characters, not inside of them. */
export function clip(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, wholeUpTo(text, limit - 1))}…`;
}

/** Like {@link clip}, for escaped text and markup: leaves no half of `&amp;` or of a mention behind either. */
export function clipMarkup(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, wholeUpTo(text, limit - 1)).replace(/(?:&[a-z]*|<[^<>]*)$/, "")}…`;
}

/** The index at or just before `at` that is not inside of a character. */
export function wholeUpTo(text: string, at: number): number {
  const code = text.charCodeAt(at - 1);
  return at < text.length && code >= 0xd800 && code <= 0xdbff ? at - 1 : at;
}

function clean(text: string): string {
  return text.replace(BIDI_CONTROLS, "").replace(CONTROLS, " ").replace(LONE_SURROGATES, "\ufffd");
}
