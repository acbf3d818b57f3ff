import { rangeOf } from "./lists.ts";
import { currency, scalar } from "./scalars.ts";

/** Decimals of most currencies; used while the settings are too broken to tell. */
const USUAL_MINOR_DIGITS = 2;

/**
 * How many decimals a currency has, e.g. 2 for USD, 0 for JPY.
 *
 * @param code ISO 4217; anything else gives 2.
 */
export function minorDigitsOf(code: unknown): number {
  const known = currency.safeParse(code);
  if (!known.success) return USUAL_MINOR_DIGITS;
  const format = new Intl.NumberFormat("en", { style: "currency", currency: known.data });
  return format.resolvedOptions().maximumFractionDigits ?? USUAL_MINOR_DIGITS;
}

/**
 * The schemas of amounts for a currency. Amounts are written in whole units with optional decimals and
 * become integer minor units: `14.5` is 1450 cents. The conversion works on decimal text, so it is exact.
 */
export function moneySchemas(minorDigits: number) {
  const example = minorDigits === 0 ? "14" : `14 or ${(14.5).toFixed(minorDigits)}`;
  const decimals = minorDigits === 0 ? "no decimals" : `at most ${minorDigits} decimals`;
  const money = scalar(`an amount such as ${example}, with ${decimals}`, (input) =>
    parseMoney(input, minorDigits),
  );
  return { money, moneyRange: rangeOf(money) };
}

export type MoneySchemas = ReturnType<typeof moneySchemas>;

/**
 * Reads an amount of 0 or more, exactly.
 *
 * @param input A number, or text with digits and at most one point.
 * @param minorDigits Decimals of the currency.
 * @returns Minor units; undefined for anything that is not an amount, has more decimals than the currency,
 *   or is too large to be exact (above 2^53 − 1 minor units).
 * @example parseMoney("14.50", 2) // 1450
 */
export function parseMoney(input: unknown, minorDigits: number): number | undefined {
  if (typeof input !== "number" && typeof input !== "string") return undefined;
  const parts = /^(\d+)(?:\.(\d+))?$/.exec(String(input));
  if (!parts) return undefined;
  const [, whole = "", decimals = ""] = parts;
  if (decimals.length > minorDigits) return undefined;
  const minor = Number(whole + decimals.padEnd(minorDigits, "0"));
  return Number.isSafeInteger(minor) ? minor : undefined;
}
