/** How amounts are written in a file: an example of its thousands and its decimals. */
export const NUMBER_FORMATS = ["1,234.56", "1.234,56"] as const;
export type NumberFormat = (typeof NUMBER_FORMATS)[number];

export interface AmountFormat {
  readonly numbers: NumberFormat;
  /** Decimals of the currency. */
  readonly minorDigits: number;
  /** What may stand for the currency, e.g. `$` and `USD`. */
  readonly marks: readonly string[];
}

/** Between thousands: the format's own sign, or a space, or the Swiss apostrophe. */
const BODIES: Readonly<Record<NumberFormat, RegExp>> = {
  "1,234.56": /^(\d+|\d{1,3}([, '])\d{3}(?:\2\d{3})*|(?=\.))(?:\.(\d+))?$/,
  "1.234,56": /^(\d+|\d{1,3}([. '])\d{3}(?:\2\d{3})*|(?=,))(?:,(\d+))?$/,
};

/**
 * Reads an amount as exports write it, exactly: the conversion works on decimal text.
 *
 * Tolerated are one sign before or behind it, parentheses for a negative amount, the portfolio's own currency,
 * and spaces. Refused is whatever could mean two things: another currency, thousands that are not three digits,
 * more decimals than the currency has.
 *
 * @returns Minor units; undefined for anything that is not an amount or is too large to be exact (beyond 2^53 − 1).
 * @example parseAmount("(1.234,5) €", { numbers: "1.234,56", minorDigits: 2, marks: ["€"] }) // -123450
 */
export function parseAmount(text: string, format: AmountFormat): number | undefined {
  const { isNegative, body } = withoutSign(withoutMark(tidied(text), format.marks)) ?? {};
  const parts = body === undefined ? null : BODIES[format.numbers].exec(body);
  if (!parts) return undefined;
  const [, whole = "", , decimals = ""] = parts;
  if (decimals.length > format.minorDigits) return undefined;
  const digits = whole.replace(/\D/g, "") + decimals.padEnd(format.minorDigits, "0");
  const minor = Number(digits);
  if (!Number.isSafeInteger(minor)) return undefined;
  // Never −0, which prints with a sign.
  return isNegative && minor !== 0 ? -minor : minor;
}

/** One kind of space, of minus and of apostrophe. */
function tidied(text: string): string {
  return text.replace(/\s/g, " ").replace(/[−–]/g, "-").replace(/’/g, "'").trim();
}

/** Takes one currency mark away from the start or the end, also from within parentheses and behind a sign. */
function withoutMark(text: string, marks: readonly string[]): string {
  for (const mark of marks) {
    const start = /^[(+\-\s]*/.exec(text)?.[0] ?? "";
    if (text.startsWith(mark, start.length)) return start + text.slice(start.length + mark.length);
    const end = /[)+\-\s]*$/.exec(text)?.[0] ?? "";
    const before = text.slice(0, text.length - end.length);
    if (before.endsWith(mark)) return before.slice(0, -mark.length) + end;
  }
  return text;
}

const SIGNED = /^(?:\((?<inside>[^()]*)\)|(?<before>[+-]?)(?<plain>[^()+-]*)(?<behind>[+-]?))$/;

/** Takes the sign away; undefined if there is more than one. */
function withoutSign(text: string) {
  const { inside, before, plain, behind } = SIGNED.exec(text.trim())?.groups ?? {};
  if (inside !== undefined) return { isNegative: true, body: inside.trim() };
  if (plain === undefined || (before && behind)) return undefined;
  return { isNegative: before === "-" || behind === "-", body: plain.trim() };
}

/** What stands for a currency in exports: its code and its symbols. Longest first, so that `US$` is no `$`. */
export function currencyMarks(currency: string, locale: string): readonly string[] {
  const marks = ["symbol", "narrowSymbol", "code"].flatMap((currencyDisplay) =>
    ["en", "en-001", locale].map((language) => {
      const style = { style: "currency", currency, currencyDisplay } as const;
      const parts = new Intl.NumberFormat(language, style as Intl.NumberFormatOptions);
      return parts.formatToParts(0).find(({ type }) => type === "currency")?.value ?? currency;
    }),
  );
  return [...new Set(marks)].sort((one, other) => other.length - one.length);
}
