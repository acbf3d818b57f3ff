import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArtifactCorruptError } from "../../../src/errors.ts";
import { keyIdOf } from "../../../src/store/key-id.ts";
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

  it("knows the hash under the key before, and names its own key", () => {
    const rotated = createRecipientHash(otherKey, key);
    expect(rotated.former?.("Ann@example.com")).toBe(hash("ann@example.com"));
    expect(rotated.keyId).toBe(keyIdOf(otherKey).toString("hex"));
    expect(hash.former).toBeUndefined();
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
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => sealer.open(changed, "dispatch-1")).toThrow(ArtifactCorruptError);
    }
    expect(() => sealer.open(sealed, "dispatch-2")).toThrow(ArtifactCorruptError);
    expect(() => createSealer(otherKey).open(sealed, "dispatch-1")).toThrow(ArtifactCorruptError);
    expect(() => sealer.open(new Uint8Array(), "dispatch-1")).toThrow(ArtifactCorruptError);
  });

  it("opens what the key before sealed, tells it apart, and seals under the key of now", () => {
    const both = createSealer(otherKey, key);
    const before = sealer.seal("ann@example.com", "d");
    expect(both.open(before, "d")).toBe("ann@example.com");
    expect([both.isCurrent(before), sealer.isCurrent(before)]).toEqual([false, true]);
    const now = both.seal("ann@example.com", "d");
    expect(both.isCurrent(now)).toBe(true);
    expect(createSealer(otherKey).open(now, "d")).toBe("ann@example.com");
    expect(() => sealer.open(now, "d")).toThrow(
      `sealed under the key ${keyIdOf(otherKey).toString("hex")}, which is neither DATA_KEY`,
    );
  });

  it("names a key by an id that says nothing of it", () => {
    expect(keyIdOf(key)).toHaveLength(4);
    expect(keyIdOf(key)).not.toEqual(keyIdOf(otherKey));
    expect(keyIdOf(Uint8Array.from(key))).toEqual(keyIdOf(key));
  });
});
