import { cleanLine } from "../plain.ts";

export type Weight = "regular" | "medium";

/** Width of one line of text at the charts' font size, in CSS pixels. */
export type MeasureText = (text: string, weight: Weight) => number;

const ELLIPSIS = "…";
// XML has no way to write these two, not even escaped (XML 1.0, 2.2).
const NOT_XML = /[\uFFFE\uFFFF]/gu;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Text from data as one line that may stand in a picture. */
export function chartText(text: string, limit: number): string {
  return cleanLine(text.replace(NOT_XML, "\uFFFD"), limit);
}

/** Cuts a line to a width between two characters as a reader sees them, and marks the cut. */
export function cutToWidth(text: string, width: number, measure: MeasureText): string {
  if (measure(text, "regular") <= width) return text;
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    if (measure(kept + segment + ELLIPSIS, "regular") > width) break;
    kept += segment;
  }
  return kept.trimEnd() + ELLIPSIS;
}

/**
 * Breaks a text between words.
 *
 * @param width Of a line, in CSS pixels.
 * @param most Lines; what does not fit into them is cut.
 */
export function wrapToWidth(
  text: string,
  width: number,
  most: number,
  measure: MeasureText,
): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    // The last line takes all the rest, to be cut where it has to be.
    const fits = lines.length === most - 1 || measure(longer, "regular") <= width;
    if (!fits && line !== "") lines.push(line);
    line = fits || line === "" ? longer : word;
  }
  return [...lines, line].map((each) => cutToWidth(each, width, measure));
}
