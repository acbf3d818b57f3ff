import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildUncertain } from "../../../src/commands/messages/afterwards.ts";
import { nameSome } from "../../../src/commands/messages/name-some.ts";
import { buildPreview } from "../../../src/commands/messages/preview.ts";
import { deliveryTo, dispatchIn, textObjects } from "./samples.ts";

describe("nameSome", () => {
  it.each([
    [["Owner"], 5, "Owner"],
    [["Owner"], 4, "Own…"],
    [["Owner", "Bookkeeper", "Web developer"], 32, "Owner, Bookkeeper, Web developer"],
    [["Owner", "Bookkeeper", "Web developer"], 30, "Owner, Bookkeeper and 1 more"],
    [["Owner", "Bookkeeper", "Web developer"], 28, "Owner, Bookkeeper and 1 more"],
    [["Owner", "Bookkeeper", "Web developer"], 27, "Owner and 2 more"],
    [["Owner", "Bookkeeper", "Web developer"], 14, "Ow… and 2 more"],
    [[], 10, ""],
  ])("makes of %j in %i characters: %s", (names, room, named) => {
    expect(nameSome(names, room)).toBe(named);
  });

  it("never takes more room than there is, and counts everybody", () => {
    const names = fc.array(fc.string({ minLength: 1, maxLength: 40 }).map(withoutCommas), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(names, fc.integer({ min: 20, max: 300 }), (all, room) => {
        const named = nameSome(all, room);
        expect(named.length).toBeLessThanOrEqual(room);
        const [, shown = "", more = "0"] = /^([\s\S]*?)(?: and (\d+) more)?$/u.exec(named) ?? [];
        expect(shown.split(", ").length + Number(more)).toBe(all.length);
      }),
    );
  });
});

/** What separates names, and what ends a list of them. */
function withoutCommas(text: string): string {
  return text.replaceAll(/[, ]/gu, "x");
}

describe("a dialog that asks about many people", () => {
  const many = Array.from({ length: 80 }, (_, n) => `Person number ${n}`);
  const asked = (blocks: unknown) => textObjects(blocks).map(({ text }) => text);

  it("says how many it does not name, and all that it says of them", () => {
    const mails = many.map((name) => deliveryTo(name, { state: "uncertain" }));
    const texts = asked(buildUncertain(dispatchIn("partly_sent"), mails).map((it) => it.confirm));
    expect(texts).toContainEqual(
      expect.stringMatching(/It goes to Person number 0, .* and \d+ more\.$/u),
    );
    expect(texts).toContainEqual(expect.stringMatching(/nobody will send it: Person .* more\.$/u));
  });

  it("does not lose what has to be mended first behind the names", () => {
    const mails = many.map((name) =>
      deliveryTo(name, { state: "failed", refusedForGood: true, reason: "x".repeat(500) }),
    );
    const { blocks } = buildPreview(dispatchIn("failed", { recipientNames: many }), mails);
    const text = JSON.stringify(blocks);
    expect(text).toMatch(
      /again to Person number 0[^"]* and \d+ more; to nobody else\. First mend/u,
    );
    expect(text).toMatch(
      /why 80 were refused for good: x+… Nobody who unsubscribed or bounced gets it\."/u,
    );
  });
});
