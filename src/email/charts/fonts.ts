import { loadRoboto } from "../fonts/roboto.ts";
import type { MeasureText } from "./measure.ts";
import { FONT_SIZE } from "./theme.ts";

/** The fonts charts are drawn with: Roboto as it comes with pdfmake, so that every machine draws the same. */
export interface ChartFonts {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly measure: MeasureText;
}

/** Loads the fonts. @throws Error if the package is not installed as it should be. */
export async function loadFonts(): Promise<ChartFonts> {
  const { files, regular, medium } = await loadRoboto();
  return {
    files: [files.regular, files.medium],
    measure: (text, weight) => (weight === "medium" ? medium : regular).widthOf(text) * FONT_SIZE,
  };
}
