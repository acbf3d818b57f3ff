import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clip,
  clipMarkup,
  escapeEntities,
  escapeMarkup,
  LIMITS,
  markup,
  mention,
  plain,
  wholeUpTo,
} from "../../../src/commands/text.ts";
import { hostileText } from "./samples.ts";

describe("clip", () => {
  it.each([
    [2_999, 2_999, "x"],
    [3_000, 3_000, "x"],
    [3_001, 3_000, "…"],
  ])("of %i characters keeps %i of 3,000", (length, kept, last) => {
    const clipped = clip("x".repeat(length), LIMITS.section);
    expect(clipped).toHaveLength(kept);
    expect(clipped.at(-1)).toBe(last);
  });

  it.each([
    // The pair is inside of the limit, across the cut, and behind it.
    [`${"x".repeat(2_998)}😀`, `${"x".repeat(2_998)}😀`],
    [`${"x".repeat(2_998)}😀y`, `${"x".repeat(2_998)}…`],
    [`${"x".repeat(2_997)}😀yz`, `${"x".repeat(2_997)}😀…`],
    [`${"x".repeat(2_999)}😀`, `${"x".repeat(2_999)}…`],
  ])("does not cut a character in two (%#)", (text, expected) => {
    expect(clip(text, 3_000)).toBe(expected);
  });

  it("gives the text, or a beginning of it within the limit", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const clipped = clip(text, limit);
        expect(clipped.length).toBeLessThanOrEqual(limit);
        expect(clipped).not.toMatch(/\p{Surrogate}/u);
        if (clipped !== text) {
          expect(text.length).toBeGreaterThan(limit);
          expect(text.startsWith(clipped.slice(0, -1))).toBe(true);
        }
      }),
    );
  });
});

describe("wholeUpTo", () => {
  it("steps back out of a character, and only then", () => {
    expect([0, 1, 2, 3, 4].map((at) => wholeUpTo("a😀b", at))).toEqual([0, 1, 1, 3, 4]);
    expect(wholeUpTo("a😀", 3)).toBe(3);
  });
});

describe("clipMarkup", () => {
  it.each([
    ["a &amp; b &amp; c", 13, "a &amp; b …"],
    ["a &amp; b &amp; c", 16, "a &amp; b &amp;…"],
    ["by <@U01ADMIN> today", 12, "by …"],
    ["by <@U01ADMIN> today", 16, "by <@U01ADMIN> …"],
    ["short", 5, "short"],
  ])("of %j to %i leaves no half of anything", (text, limit, expected) => {
    expect(clipMarkup(text, limit)).toBe(expected);
  });
});

describe("escapeMarkup", () => {
  it.each([
    ["a & b < c > d", "a &amp; b &lt; c &gt; d"],
    ["&amp;", "&amp;amp;"],
    ["<!channel>", "&lt;!channel&gt;"],
    ["*b* _i_ ~s~ `c`", "∗b∗ ˍiˍ ∼s∼ ˋcˋ"],
    ["\u202eevil\u2066", "evil"],
    ["bell\u0007 and null\u0000", "bell  and null "],
    ["half \ud83d of one", "half \ufffd of one"],
    ["whole 😀, 改行, שלום", "whole 😀, 改行, שלום"],
    ["two\nlines", "two\nlines"],
    [":fire: at 10:30:", ":\u200bfire: at 10:\u200b30:"],
    ["> quoted\n  > too, a > b", "\u200b&gt; quoted\n\u200b  &gt; too, a &gt; b"],
  ])("turns %j into %j", (text, expected) => {
    expect(escapeMarkup(text)).toBe(expected);
  });

  it("leaves nothing that Slack would read as markup", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const escaped = escapeMarkup(text);
        expect(/[<>*_~`]|&(?!amp;|lt;|gt;)|\p{Surrogate}/u.test(escaped)).toBe(false);
      }),
    );
  });
});

describe("escapeEntities", () => {
  it("keeps what only formats, since notifications show it as typed", () => {
    expect(escapeEntities("*x* <!here> & \u202ey")).toBe("*x* &lt;!here&gt; &amp; y");
  });
});

describe("mention", () => {
  it.each([
    ["U01ADMIN", "<@U01ADMIN>"],
    ["W012A3CDE", "<@W012A3CDE>"],
    ["nobody", "nobody"],
    ["U01ADMIN> <!channel", "U01ADMIN&gt; &lt;!channel"],
    ["!channel", "!channel"],
    ["U01ADMIN\n", "U01ADMIN\n"],
    ["", ""],
  ])("of %j is %j", (id, expected) => {
    expect(mention(id)).toBe(expected);
  });
});

describe("text objects", () => {
  it("show plain text as it is, without emoji codes, and never empty", () => {
    expect(plain("*a* <b> :c:")).toEqual({ type: "plain_text", text: "*a* <b> :c:", emoji: false });
    expect(plain("\u202e").text).toBe(" ");
    expect(plain("x".repeat(200), LIMITS.header).text).toHaveLength(150);
  });

  it("let Slack find no channels, people or links of its own in markup", () => {
    expect(markup("*a* #general")).toEqual({
      type: "mrkdwn",
      text: "*a* #general",
      verbatim: true,
    });
    expect(markup("").text).toBe(" ");
    expect(markup("x".repeat(4_000)).text).toHaveLength(3_000);
  });
});
