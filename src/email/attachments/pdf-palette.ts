/** Colours of the printed report, the light scheme of the mail. */
export const INK = "#101828";
export const BODY = "#344054";
export const MUTED = "#5b6472";
export const HAIRLINE = "#e4e7ec";
export const RULE = "#d5dae1";

/** Colours of meanings; a word or sign always says the same. */
export const MEANING_COLOURS: Readonly<Record<string, string>> = {
  good: "#17693f",
  bad: "#b42318",
};

/** WCAG 2.2, success criterion 1.4.3. */
const READABLE = 4.5;

/** The brand's colour for text on white, or ink where the brand's would be too light to read. */
export function textColourOf(accent: string): string {
  return 1.05 / (luminanceOf(accent) + 0.05) >= READABLE ? accent : INK;
}

/** Relative luminance of `#rrggbb`, 0 to 1, after WCAG 2.2. White for what is not a colour. */
function luminanceOf(colour: string): number {
  const channels = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/iu.exec(colour)?.slice(1);
  const [red = 1, green = 1, blue = 1] = (channels ?? []).map((hex) => {
    const share = Number.parseInt(hex, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
