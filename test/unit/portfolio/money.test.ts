import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minorDigitsOf, parseMoney } from "../../../src/portfolio/schema/money.ts";

describe("parseMoney", () => {
  it.each([
    [14, 2, 1400],
    [14.5, 2, 1450],
    ["14.50", 2, 1450],
    [0, 2, 0],
    [0.29, 2, 29],
    [1.005, 3, 1005],
    [14, 0, 14],
    ["90071992547409.91", 2, Number.MAX_SAFE_INTEGER],
  ])("%s with %i decimals is %i", (input, digits, minor) => {
    expect(parseMoney(input, digits)).toBe(minor);
  });

  it.each([
    [14.505, 2],
    [0.5, 0],
    [-1, 2],
    [1e21, 2],
    [1e-7, 2],
    [Number.NaN, 2],
    [Infinity, 2],
    ["90071992547409.92", 2],
    ["1,200", 2],
    ["", 2],
    [" 1", 2],
    ["0x10", 2],
    [null, 2],
    [true, 2],
  ])("refuses %s with %i decimals", (input, digits) => {
    expect(parseMoney(input, digits)).toBeUndefined();
  });

  it("reads back every amount as it was written", () => {
    const amount = fc.integer({ min: 0, max: 10 ** 13 });
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 3 }), (minor, digits) => {
        const written = digits === 0 ? String(minor) : pointed(minor, digits);
        expect(parseMoney(written, digits)).toBe(minor);
        expect(parseMoney(Number(written), digits)).toBe(minor);
      }),
    );
  });
});

describe("minorDigitsOf", () => {
  it.each([
    ["USD", 2],
    ["JPY", 0],
    ["KWD", 3],
    ["nonsense", 2],
    [undefined, 2],
  ])("%s has %i", (code, digits) => {
    expect(minorDigitsOf(code)).toBe(digits);
  });
});

function pointed(minor: number, digits: number): string {
  const text = String(minor).padStart(digits + 1, "0");
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
