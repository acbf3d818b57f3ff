import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskAddresses } from "../../../src/email/mask.ts";
import {
  cleanLine,
  cleanText,
  cutText,
  LINE_LIMIT,
  TEXT_LIMIT,
  toParagraphs,
} from "../../../src/email/plain.ts";

const anyText = fc.string({ unit: "binary", maxLength: 400 });

describe("cleanText", () => {
  it.each([
    ["controls", "a\u0000b\u0007c\u009Bd\u007F", "abcd"],
    ["bidi overrides and isolates", "a\u202Eb\u2066c\u2069", "abc"],
    ["marks of direction stay, they are part of a script", "a\u200Fb", "a\u200Fb"],
    ["line breaks of every kind", "a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne"],
    ["half a surrogate pair", "a\uD83Db", "a\uFFFDb"],
    ["a joined emoji stays whole", "👩‍👩‍👧", "👩‍👩‍👧"],
    ["tabs", "a\tb", "a b"],
  ])("%s", (_case, text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });

  it("cuts at its limit, to the character", () => {
    expect(cleanText("x".repeat(TEXT_LIMIT))).toBe("x".repeat(TEXT_LIMIT));
    expect(cleanText("x".repeat(TEXT_LIMIT + 1))).toBe(`${"x".repeat(TEXT_LIMIT - 1)}…`);
  });
});

describe("cleanLine", () => {
  it("is one line within its limit, whatever it is given", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = cleanLine(text, 40);
        expect(line.length).toBeLessThanOrEqual(40);
        expect(line).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u2028\u2029]/u);
        expect(line).not.toMatch(/\p{Surrogate}/u);
        expect(cleanLine(line, 40)).toBe(line);
      }),
    );
  });

  it("makes one line of several", () => {
    expect(cleanLine("Subject\r\nBcc: x@example.com")).toBe("Subject Bcc: x@example.com");
    expect(cleanLine("x".repeat(10_000))).toHaveLength(LINE_LIMIT);
  });
});

describe("cutText", () => {
  it("never cuts a character in two", () => {
    expect(cutText("ab👩‍👩‍👧cd", 6)).toBe("ab…");
    expect(cutText("ab👩‍👩‍👧cd", 11)).toBe("ab👩‍👩‍👧…");
  });

  it("cuts a character that is longer than the limit", () => {
    expect(cutText(`a${"\u0301".repeat(1_000)}`, 10)).toHaveLength(10);
  });
});

it("toParagraphs drops empty lines", () => {
  expect(toParagraphs(" one \n\n two")).toEqual(["one", "two"]);
});

describe("maskAddresses", () => {
  it.each([
    ["bookings@example.com is not verified.", "b•••@example.com is not verified."],
    ["<a.b+c@example.org>, d@example.com", "<a•••@example.org>, d•••@example.com"],
    ['"two words"@example.com', "t•••@example.com"],
    ["łódź@example.com", "ł•••@example.com"],
    ["nothing here", "nothing here"],
  ])("%s", (text, expected) => {
    expect(maskAddresses(text)).toBe(expected);
    expect(maskAddresses(expected)).toBe(expected);
  });
});
