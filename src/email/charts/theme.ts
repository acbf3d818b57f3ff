/** Sizes in CSS pixels and colours that all charts share. */

/** The column of text in the mail: 600 less the padding of 32 on both sides. */
export const CHART_WIDTH = 536;
export const FONT_FAMILY = "Roboto";
/** On a phone the picture is shown at 61 %, and this still reads like 8.5 px. */
export const FONT_SIZE = 14;
export const LINE_HEIGHT = 18;
/** Least room between two texts side by side. */
export const TEXT_GAP = 6;

export const INK = "#1f2937";
export const LIGHT_INK = "#a3acb9";
export const PAPER = "#ffffff";
/** The uncertain part of a range. */
export const RANGE_TINT = "#e5e8ec";
/** Names of categories and series, and what is missing; 7.6 : 1 on white. */
export const QUIET = "#4b5563";

/** Colours of a variance; its sign says the same. At least 5 : 1 on white. */
export const MEANING_COLOURS = { good: "#15803d", bad: "#b91c1c", neutral: QUIET } as const;
