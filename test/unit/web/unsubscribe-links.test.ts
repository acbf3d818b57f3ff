import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createUnsubscribeLinks } from "../../../src/web/unsubscribe-links.ts";

describe("links for unsubscribing", () => {
  const secret = Buffer.alloc(32, 4);
  const links = createUnsubscribeLinks(secret, "https://reports.example.com/");
  const tokenOf = (link: string) => link.slice("https://reports.example.com/unsubscribe/".length);
  const hash = "ab".repeat(32);

  it("say who and what, and nothing that can be read as an address", () => {
    const link = links.linkTo({ reportType: "cto", recipientHash: hash });
    expect(link).toMatch(/^https:\/\/reports\.example\.com\/unsubscribe\/[\w.-]+$/);
    expect(links.read(tokenOf(link))).toEqual({ reportType: "cto", recipientHash: hash });
  });

  it("cannot be made up, changed, or made under another key", () => {
    const token = tokenOf(links.linkTo({ reportType: "cto", recipientHash: hash }));
    for (let at = 0; at < token.length - 1; at += 1) {
      const other = token[at] === "A" ? "B" : "A";
      expect(links.read(token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
    }
    expect(createUnsubscribeLinks(Buffer.alloc(32, 5), "https://x").read(token)).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(links.read(text)).toBeUndefined();
      }),
    );
  });
});
