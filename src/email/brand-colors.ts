import {
  clampChroma,
  converter,
  formatHex,
  modeLrgb,
  modeOklch,
  modeRgb,
  useMode,
  wcagContrast,
} from "culori/fn";

useMode(modeRgb);
useMode(modeLrgb);
useMode(modeOklch);
const toOklch = converter("oklch");

/** The ground of a mail in the dark scheme (templates/parts/style.css). */
const DARK_GROUND = "#15181d";
/** WCAG 2.2, success criterion 1.4.3: contrast of text with its ground. */
const LEAST_CONTRAST = 4.5;
const STEP = 0.02;

/**
 * The same hue, light enough to be read on the dark ground.
 *
 * @param color `#rrggbb`.
 * @example lighten("#1d4f91") // "#7fa8e8" or so
 */
export function toDarkScheme(color: string): string {
  const base = toOklch(color);
  if (base === undefined) return "#ffffff";
  for (let lightness = base.l; lightness < 1; lightness += STEP) {
    const lighter = formatHex(clampChroma({ ...base, l: lightness }, "oklch"));
    // What a client rounds shall still be enough.
    if (wcagContrast(lighter, DARK_GROUND) >= LEAST_CONTRAST + 0.5) return lighter;
  }
  return "#ffffff";
}
