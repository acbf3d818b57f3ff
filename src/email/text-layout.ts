import { widthOf } from "./plain.ts";

/** Columns a plain-text mail is wrapped at (RFC 5322 recommends at most 78). */
export const TEXT_WIDTH = 78;

/**
 * Wraps a text between words. A word that is longer than the line stays whole, so that addresses and paths
 * can be copied.
 *
 * @param indent Starts every line; `first` starts the first instead, and should be as wide.
 */
export function wrap(text: string, indent = "", first = indent): string {
  return wrapWords(text, TEXT_WIDTH - widthOf(indent))
    .map((line, index) => (index === 0 ? first : indent) + line)
    .join("\n");
}

/** Lines of at most `width` columns, unless a single word is wider. */
function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** Like `wrapWords`, but breaks words too: nothing is wider than `width`. */
export function wrapHard(text: string, width: number): readonly string[] {
  return wrapWords(text, width).flatMap((line) => {
    if (widthOf(line) <= width) return [line];
    const letters = [...new Intl.Segmenter("en").segment(line)].map(({ segment }) => segment);
    const pieces: string[] = [];
    for (let at = 0; at < letters.length; at += width) {
      pieces.push(letters.slice(at, at + width).join(""));
    }
    return pieces;
  });
}

/** Fills up with spaces to `width` columns. */
export function pad(text: string, width: number, align: "left" | "right" = "left"): string {
  const space = " ".repeat(Math.max(0, width - widthOf(text)));
  return align === "left" ? text + space : space + text;
}
