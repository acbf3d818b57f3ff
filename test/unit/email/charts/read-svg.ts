/** Reads texts and bars back from the SVG that the charting library writes. */
import { measure } from "./chart-samples.ts";

export interface TextShape {
  readonly text: string;
  readonly color: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface BarShape {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly fill: string;
}

const TEXT =
  /<text [^>]*text-anchor="(\w+)"[^>]*font-weight:(\d+)[^>]*translate\(([-\d.]+) ([-\d.]+)\)[^>]*fill="([^"]+)"[^>]*>([^<]*)<\/text>/gu;
const BAR =
  /<path d="M([-\d.]+) ([-\d.]+)l([-\d.]+) 0l0 ([-\d.]+)l[-\d.]+ 0Z" fill="([^"]+)"[^>]*ecmeta_series_index/gu;
/** Of Roboto at 14 px, from the top of an ascender to the bottom of a descender. */
const GLYPHS = 14;

export function textsOf(svg: string): readonly TextShape[] {
  return [...svg.matchAll(TEXT)].map(([, anchor, weight, x, y, color = "", escaped = ""]) => {
    const text = escaped
      .replace(/&lt;/gu, "<")
      .replace(/&gt;/gu, ">")
      .replace(/&quot;/gu, '"')
      .replace(/&#39;/gu, "'")
      .replace(/&amp;/gu, "&")
      .trimEnd();
    const width = measure(text, weight === "500" ? "medium" : "regular");
    const left = Number(x) - (anchor === "middle" ? width / 2 : anchor === "end" ? width : 0);
    const [top, bottom] = [Number(y) - GLYPHS / 2, Number(y) + GLYPHS / 2];
    return { text, color, left, right: left + width, top, bottom };
  });
}

export function barsOf(svg: string): readonly BarShape[] {
  return [...svg.matchAll(BAR)].map(([, x, y, width, height, fill = ""]) => {
    const ends = (from: number, size: number) => [
      Math.min(from, from + size),
      Math.max(from, from + size),
    ];
    const [left = 0, right = 0] = ends(Number(x), Number(width));
    const [top = 0, bottom = 0] = ends(Number(y), Number(height));
    return { left, right, top, bottom, fill };
  });
}

/** The texts that say something, in reading order of the file. */
export function wordsOf(svg: string): readonly string[] {
  return textsOf(svg).map(({ text }) => text);
}

/** The text with these words. */
export function findText(svg: string, words: string): TextShape {
  const found = textsOf(svg).find(({ text }) => text === words);
  if (found === undefined) throw new Error(`"${words}" is not in ${JSON.stringify(wordsOf(svg))}.`);
  return found;
}
