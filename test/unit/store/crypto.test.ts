import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArtifactCorruptError } from "../../../src/errors.ts";
import { createRecipientHash, normaliseAddress } from "../../../src/store/recipient-hash.ts";
import { createSealer } from "../../../src/store/sealer.ts";

const key = Buffer.alloc(32, 1);
const otherKey = Buffer.alloc(32, 2);

describe("recipient hash", () => {
  const hash = createRecipientHash(key);

  it("is the same for every spelling of an address", () => {
    expect(normaliseAddress("  Ann@Example.COM ")).toBe("ann@example.com");
    expect(normaliseAddress("a@büro.example")).toBe("a@xn--bro-hoa.example");
    expect(hash("Ann@Example.com")).toBe(hash(" ann@example.COM"));
    expect(hash("a@bu\u0308ro.example")).toBe(hash("a@b\u00fcro.example"));
  });

  it("differs by address and by key", () => {
    expect(hash("a@example.com")).not.toBe(hash("b@example.com"));
    expect(hash("a@example.com")).not.toBe(createRecipientHash(otherKey)("a@example.com"));
  });
});

describe("sealer", () => {
  const sealer = createSealer(key);

  it("opens what it sealed, and shows nothing of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (text, context) => {
        const sealed = sealer.seal(text, context);
        expect(sealer.open(sealed, context)).toBe(Buffer.from(text).toString());
      }),
    );
    const sealed = Buffer.from(sealer.seal("ann@example.com", "d"));
    expect(sealed.includes("ann@")).toBe(false);
  });

  it("opens nothing that was changed, moved, or sealed under another key", () => {
    const sealed = sealer.seal("ann@example.com", "dispatch-1");
    for (let at = 1; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => sealer.open(changed, "dispatch-1")).toThrow(ArtifactCorruptError);
    }
    expect(() => sealer.open(sealed, "dispatch-2")).toThrow(ArtifactCorruptError);
    expect(() => createSealer(otherKey).open(sealed, "dispatch-1")).toThrow(ArtifactCorruptError);
    expect(() => sealer.open(new Uint8Array(), "dispatch-1")).toThrow(ArtifactCorruptError);
  });
});
