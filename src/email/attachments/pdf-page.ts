/** The paper: its size by locale, and the room on it. All lengths in points, 1/72 of an inch. */

export interface PdfPage {
  readonly size: "A4" | "LETTER";
  readonly orientation: "portrait" | "landscape";
  /** Room between the margins. */
  readonly width: number;
  readonly height: number;
}

/** Left, top, right, bottom. */
export const MARGINS: [number, number, number, number] = [48, 44, 48, 54];

/** Where people print on US Letter: CLDR, supplemental data, measurementData/paperSize. */
const LETTER_REGIONS = new Set("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split(" "));
const SIZES = { A4: [595.28, 841.89], LETTER: [612, 792] } as const;

/**
 * The page for a reader's region.
 *
 * @param locale BCP 47; without a region, the one where most of its speakers live.
 * @example pageFor("de-AT", "portrait").size // "A4"
 */
export function pageFor(locale: string, orientation: PdfPage["orientation"]): PdfPage {
  const { region = "" } = new Intl.Locale(locale).maximize();
  const size = LETTER_REGIONS.has(region) ? "LETTER" : "A4";
  const [short, long] = SIZES[size];
  const [width, height] = orientation === "portrait" ? [short, long] : [long, short];
  const [left, top, right, bottom] = MARGINS;
  return { size, orientation, width: width - left - right, height: height - top - bottom };
}
