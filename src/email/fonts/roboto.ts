/** Roboto, as pdfmake ships it, so that a bare container draws what a desk does. */
import { createRequire } from "node:module";

/** What a font can draw, and how wide. */
export interface FontMetrics {
  /** Whether the font has a picture of a character. */
  has(codePoint: number): boolean;
  /**
   * Width of a line of text in units of the font size: 2.5 at 10 pt is 25 pt. Kerning is left out: it moves letters
   * closer together, so that no text becomes wider than this.
   */
  widthOf(text: string): number;
}

/** The two weights that pictures and documents use. */
export interface Roboto {
  /** Paths of the font files. */
  readonly files: { readonly regular: string; readonly medium: string };
  readonly regular: FontMetrics;
  readonly medium: FontMetrics;
}

let loading: Promise<Roboto> | undefined;

/** Reads the fonts when they are first needed; a reading that failed is tried again the next time. */
export function loadRoboto(): Promise<Roboto> {
  loading ??= readFonts().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function readFonts(): Promise<Roboto> {
  const { open } = await import("fontkit");
  // Found the way the library itself is, from the source, from dist and in a pruned installation.
  const { resolve } = createRequire(import.meta.url);
  const files = {
    regular: resolve("pdfmake/fonts/Roboto/Roboto-Regular.ttf"),
    medium: resolve("pdfmake/fonts/Roboto/Roboto-Medium.ttf"),
  };
  const read = async (file: string) => {
    const font = await open(file);
    if (!("hasGlyphForCodePoint" in font)) throw new Error(`${file} holds more than one font.`);
    return metricsOf(font);
  };
  const [regular, medium] = await Promise.all([read(files.regular), read(files.medium)]);
  return { files, regular, medium };
}

/** The part of the library's font that is used here. */
interface OpenFont {
  readonly unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  /** That of the box that stands for missing characters, if the font has no other. */
  glyphForCodePoint(codePoint: number): { readonly advanceWidth: number };
}

function metricsOf(font: OpenFont): FontMetrics {
  // A plain lookup by text would meet the names that every object has.
  const widths = new Map<number, number>();
  const widthAt = (codePoint: number) => {
    const known = widths.get(codePoint);
    if (known !== undefined) return known;
    const width = font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm;
    widths.set(codePoint, width);
    return width;
  };
  return {
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    widthOf(text) {
      let width = 0;
      for (const character of text) width += widthAt(character.codePointAt(0) ?? 0);
      return width;
    },
  };
}
