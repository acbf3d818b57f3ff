/**
 * Makes text from outside safe to show. Escaping is the medium's business (the HTML template escapes, the
 * header encoder encodes); what is removed here is what would lie or break in every medium.
 */

/** Longest single line (label, cell, heading), in UTF-16 code units. */
export const LINE_LIMIT = 300;
/** Longest paragraph or list detail, in UTF-16 code units. */
export const TEXT_LIMIT = 4_000;

/** Looks like a space; no line ends there. */
export const NO_BREAK_SPACE = "\u00A0";

const ELLIPSIS = "…";
const LINE_BREAKS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/gu;
// Every control character but the line feed, which is dealt with on its own.
const CONTROLS = /(?!\n)\p{Cc}/gu;
// Embedding, override and isolate controls make text read differently from what it says (Unicode TR 36).
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/gu;
const LONE_SURROGATES = /\p{Surrogate}/gu;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * Text that may have several lines, without control and bidi control characters.
 *
 * @param limit Longest result in UTF-16 code units, the ellipsis included.
 */
export function cleanText(text: string, limit = TEXT_LIMIT): string {
  const clean = text
    .replace(LINE_BREAKS, "\n")
    .replace(/\t/gu, " ")
    .replace(CONTROLS, "")
    .replace(BIDI_CONTROLS, "")
    .replace(LONE_SURROGATES, "\uFFFD");
  return cutText(clean.trim(), limit);
}

/**
 * Text as one line: every run of white space becomes one space.
 *
 * @param limit Longest result in UTF-16 code units, the ellipsis included.
 */
export function cleanLine(text: string, limit = LINE_LIMIT): string {
  // Far more than the limit is cut first, so that a hostile megabyte costs nothing.
  return cutText(cleanText(text, limit * 4).replace(/\s+/gu, " "), limit);
}

/** Paragraphs of a text, without empty ones. */
export function toParagraphs(text: string): readonly string[] {
  return cleanText(text)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Cuts at the end of a whole character as a reader sees it, and marks the cut with an ellipsis. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const start = graphemes.segment(text).containing(limit - 1)?.index ?? 0;
  // A single "character" longer than the limit (thousands of combining marks) is cut inside.
  const end = start > 0 ? start : limit - 1;
  return text.slice(0, end).replace(LONE_SURROGATES, "").trimEnd() + ELLIPSIS;
}

/** Columns a text takes in a fixed-width font: characters as a reader sees them. */
export function widthOf(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII needs no segmenter, which is slow.
  if (/^[\x00-\x7f]*$/u.test(text)) return text.length;
  return [...graphemes.segment(text)].length;
}
