/** Decimals that are enough to tell any two shares of a business apart. */
export const MOST_DIGITS = 6;

/**
 * Decimals with which a share is written in percent: none, unless a part would read as all, or something as nothing.
 *
 * @example [0.425, 0.996, 0.004, 0.0004].map(percentDigits) // [0, 1, 1, 2]
 */
export function percentDigits(share: number): number {
  const percent = Math.abs(share) * 100;
  if (!(percent > 0 && percent < 100)) return 0;
  const whole = round(percent, 0);
  if (whole > 0) return whole === 100 ? 1 : 0;
  return Math.min(MOST_DIGITS, Math.max(1, Math.ceil(-Math.log10(percent))));
}

/**
 * A share in percent as a reader sees it. What is not all never reads 100, what is not nothing never 0. The formatter and
 * whoever subtracts two shares take it from here, so that a reader who subtracts gets the same.
 *
 * @example shownPercent(0.575) // 58, although 0.575 * 100 is 57.49999999999999
 * @example shownPercent(0.9999) // 99.9
 */
export function shownPercent(share: number, digits = percentDigits(share)): number {
  const percent = Math.abs(share) * 100;
  const least = 10 ** -digits;
  const rounded = round(percent, digits);
  const shown =
    percent < 100 && rounded >= 100
      ? round(100 - least, digits)
      : percent > 0 && rounded === 0
        ? least
        : rounded;
  return shown === 0 ? 0 : Math.sign(share) * shown;
}

/** Halves away from zero, as Intl does, of the decimal that a float stands for. */
function round(percent: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(Number((percent * scale).toPrecision(12))) / scale;
}
