import type { FontMetrics } from "../fonts/roboto.ts";

/** Makes cleaned text ready for a font: see `createPrintable`. */
export type Printable = (text: string) => string;

const LOST = "\uFFFD";
/** Characters of other fonts that have a twin in this one. */
const TWINS: ReadonlyMap<string, string> = new Map([
  ["\u202F", "\u00A0"],
  ["✓", "√"],
  ["✔", "√"],
  ["→", "›"],
  ["←", "‹"],
  ["●", "•"],
  ["‑", "-"],
]);
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * Replaces what a font cannot draw by one `�` for each character as a reader sees it, so that the page does not only
 * look right but also copies and searches as it looks. Roboto draws Latin, Greek and Cyrillic; emoji, Arabic, Hebrew and
 * the scripts of Asia are replaced.
 */
export function createPrintable(font: FontMetrics): Printable {
  const drawable = (text: string) =>
    [...text].every((character) => font.has(character.codePointAt(0) ?? 0));
  return (text) => {
    const composed = text.normalize("NFC");
    if (drawable(composed)) return composed;
    return [...graphemes.segment(composed)]
      .map(({ segment }) => {
        // A variation selector or joiner has no picture of its own.
        const visible = segment.replace(/\p{Default_Ignorable_Code_Point}/gu, "");
        const twin = TWINS.get(visible) ?? visible;
        return drawable(twin) ? twin : LOST;
      })
      .join("");
  };
}
