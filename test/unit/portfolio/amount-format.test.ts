import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  currencyMarks,
  NUMBER_FORMATS,
  type NumberFormat,
  parseAmount,
} from "../../../src/portfolio/csv/number-format.ts";

const us = { numbers: "1,234.56", minorDigits: 2, marks: currencyMarks("USD", "en-US") } as const;
const de = { numbers: "1.234,56", minorDigits: 2, marks: currencyMarks("EUR", "de-DE") } as const;
const yen = { numbers: "1,234.56", minorDigits: 0, marks: currencyMarks("JPY", "ja-JP") } as const;

describe("parseAmount", () => {
  it.each([
    ["1234", 123_400],
    ["1234.5", 123_450],
    ["1,234.56", 123_456],
    ["1,234,567.89", 123_456_789],
    ["(1,234.56)", -123_456],
    ["-12", -1200],
    ["+12", 1200],
    ["12-", -1200],
    ["12.50 -", -1250],
    ["\u221212.00", -1200],
    [".5", 50],
    ["007.00", 700],
    ["$1,234.56", 123_456],
    ["-$12.00", -1200],
    ["$-12.00", -1200],
    ["($12.00)", -1200],
    ["12.00 USD", 1200],
    ["US$ 12", 1200],
    ["1 234.56", 123_456],
    ["1\u202f234.56", 123_456],
    ["1'234.56", 123_456],
    ["1’234’567.00", 123_456_700],
    ["0.00", 0],
    ["90071992547409.91", Number.MAX_SAFE_INTEGER],
  ])("reads %s as %i cents", (text, minor) => {
    expect(parseAmount(text, us)).toBe(minor);
  });

  it.each([
    ["1.234,56", 123_456],
    ["1234,5", 123_450],
    ["1.234", 123_400],
    ["-1.234.567,89 €", -123_456_789],
    ["€ 12,00", 1200],
    ["EUR 12", 1200],
    ["12,00-", -1200],
    ["1 234,56", 123_456],
    [",05", 5],
  ])("reads German %s as %i cents", (text, minor) => {
    expect(parseAmount(text, de)).toBe(minor);
  });

  it.each([
    "",
    "-",
    ".",
    "5.",
    "$",
    "12.345",
    "1.234,56",
    "1,23",
    "1,2345",
    "1,234 567",
    "12,34,567.00",
    "1.2.3",
    "--1",
    "-1-",
    "(-1)",
    "(1",
    "1)",
    "((1))",
    "1e5",
    "0x10",
    "12 CR",
    "€12",
    "CA$12",
    "EUR 12",
    "$12$",
    "twelve",
    "90071992547409.92",
    "١٢",
  ])("refuses %j", (text) => {
    expect(parseAmount(text, us)).toBeUndefined();
  });

  it.each(["1,234.56", "1.23", "$12", "1.234,567"])("refuses German %j", (text) => {
    expect(parseAmount(text, de)).toBeUndefined();
  });

  it("knows currencies without decimals", () => {
    expect(parseAmount("¥1,234", yen)).toBe(1234);
    expect(parseAmount("1.5", yen)).toBeUndefined();
    expect(parseAmount("1.00", yen)).toBeUndefined();
  });

  it("never gives minus zero", () => {
    expect(Object.is(parseAmount("-0.00", us), 0)).toBe(true);
  });

  it("reads back every amount in every way of writing it", () => {
    const minor = fc.integer({ min: -(10 ** 14), max: 10 ** 14 });
    const way = fc.record({
      numbers: fc.constantFrom(...NUMBER_FORMATS),
      minorDigits: fc.constantFrom(0, 2, 3),
      isGrouped: fc.boolean(),
      sign: fc.constantFrom("before", "behind", "parentheses"),
      mark: fc.constantFrom("", "$", "USD "),
    });
    fc.assert(
      fc.property(minor, way, (amount, { numbers, minorDigits, ...how }) => {
        const text = written(amount, numbers, minorDigits, how);
        expect(parseAmount(text, { ...us, numbers, minorDigits })).toBe(amount);
      }),
    );
  });
});

interface Way {
  readonly isGrouped: boolean;
  readonly sign: string;
  readonly mark: string;
}

function written(
  minor: number,
  numbers: NumberFormat,
  digits: number,
  { isGrouped, sign, mark }: Way,
): string {
  const [thousands, decimal] = numbers === "1,234.56" ? [",", "."] : [".", ","];
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const grouped = isGrouped ? whole.replace(/\B(?=(\d{3})+$)/g, thousands) : whole;
  const body = `${mark}${grouped}${digits === 0 ? "" : decimal + text.slice(-digits)}`;
  if (minor >= 0) return body;
  if (sign === "parentheses") return `(${body})`;
  return sign === "before" ? `-${body}` : `${body}-`;
}
