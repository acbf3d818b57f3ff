import { randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ZodError } from "zod";
import type { Artifact, MailFile } from "../../../src/dispatch/artifact.ts";
import { hashArtifact } from "../../../src/dispatch/artifact-hash.ts";
import { ArtifactCorruptError } from "../../../src/errors.ts";
import { ENVELOPE_MODES } from "../../../src/portfolio/portfolio.ts";
import { fromArtifactItems, toArtifactItems } from "../../../src/store/artifact-items.ts";
import { createSealer } from "../../../src/store/sealer.ts";
import { allOf, anyOf, anyWord } from "./records.ts";

const ID = "01KB0000000000000000000000";
const sealer = createSealer(Buffer.alloc(32, 1));

const anyMailbox = allOf({ name: anyWord, email: anyWord });
const anyFile = { name: anyWord, contentType: anyWord, content: fc.uint8Array({ maxLength: 50 }) };
const anyArtifact = allOf<Artifact>({
  mail: anyOf<Artifact["mail"]>(
    {
      subject: anyWord,
      html: anyWord,
      text: anyWord,
      images: fc.array(
        allOf({
          ...anyFile,
          cid: anyWord,
          alt: anyWord,
          role: fc.constantFrom("chart" as const, "logo" as const),
        }),
        { maxLength: 2 },
      ),
      attachments: fc.array(allOf<MailFile>(anyFile), { maxLength: 2 }),
      replyTo: anyMailbox,
    },
    "subject",
    "html",
    "text",
    "images",
    "attachments",
  ),
  envelope: anyOf<Artifact["envelope"]>(
    {
      from: anyWord,
      recipients: fc.array(anyMailbox, { maxLength: 3 }),
      mode: fc.constantFrom(...ENVELOPE_MODES),
      auditCopy: anyMailbox,
    },
    "from",
    "recipients",
    "mode",
  ),
});

function partsOf(artifact: Artifact) {
  const items = toArtifactItems(ID, artifact, sealer);
  return {
    items,
    chunks: items.slice(0, -1).map(({ body }) => body),
    sealed: items.at(-1)?.body ?? new Uint8Array(),
    hash: hashArtifact(artifact),
  };
}

const [small] = fc.sample(anyArtifact, 1) as [Artifact];
const corrupt = new ArtifactCorruptError("The stored mail is not the one that was approved.", {
  hint: "Ask for the report again.",
});

describe("an artifact", () => {
  it("comes back from its items as it was", () => {
    fc.assert(
      fc.property(anyArtifact, (artifact) => {
        const { chunks, sealed, hash } = partsOf(artifact);
        expect(fromArtifactItems(ID, chunks, sealed, hash, sealer)).toStrictEqual(artifact);
      }),
    );
  });

  it("is cut into as many chunks as it takes, in their order", () => {
    const content = new Uint8Array(randomBytes(1_000_000));
    const attachments = [{ name: "a.bin", contentType: "application/octet-stream", content }];
    const artifact = { ...small, mail: { ...small.mail, attachments } };
    const { items, chunks, sealed, hash } = partsOf(artifact);
    expect(items.map(({ dashboard_id }) => dashboard_id)).toEqual(
      items.map(() => `dispatch#${ID}`),
    );
    expect(items.map(({ task_id }) => task_id)).toEqual([
      "artifact#0000",
      "artifact#0001",
      "artifact#0002",
      "envelope",
    ]);
    expect(chunks.map(({ length }) => length).slice(0, 2)).toEqual([380_000, 380_000]);
    expect(fromArtifactItems(ID, chunks, sealed, hash, sealer)).toStrictEqual(artifact);
    expect(() => fromArtifactItems(ID, chunks.toReversed(), sealed, hash, sealer)).toThrow(corrupt);
    expect(() => fromArtifactItems(ID, chunks.slice(1), sealed, hash, sealer)).toThrow(corrupt);
  });

  it("shows no address outside its envelope, that of whoever reads the answers included", () => {
    const artifact = {
      mail: { ...small.mail, replyTo: { name: "Owner", email: "owner@example.com" } },
      envelope: {
        ...small.envelope,
        recipients: [{ name: "CTO", email: "cto@example.com" }],
        auditCopy: { name: "Audit", email: "audit@example.com" },
      },
    };
    const { chunks, sealed, hash } = partsOf(artifact);
    expect(gunzipSync(Buffer.concat(chunks)).toString()).not.toContain("@example.com");
    expect(Buffer.from(sealed).includes("@example.com")).toBe(false);
    expect(fromArtifactItems(ID, chunks, sealed, hash, sealer)).toStrictEqual(artifact);
  });

  it("is not taken for another one", () => {
    const { chunks, sealed, hash } = partsOf(small);
    const other = partsOf({ ...small, mail: { ...small.mail, subject: "Another" } });
    const elsewhere = partsOf({ ...small, envelope: { ...small.envelope, from: "Another" } });
    const read = (...parts: [readonly Uint8Array[], Uint8Array]) =>
      fromArtifactItems(ID, ...parts, hash, sealer);
    expect(() => read(other.chunks, sealed)).toThrow(corrupt);
    expect(() => read(chunks, elsewhere.sealed)).toThrow(corrupt);
    expect(() => read([], sealed)).toThrow(corrupt);
    expect(() => read([Uint8Array.of(1)], sealed)).toThrow(corrupt);
    expect(() => read(chunks, sealer.seal("{}", ID))).toThrow(corrupt);
    expect(() => read(chunks, sealer.seal("no JSON", ID))).toThrow(corrupt);
    expect(read(chunks, sealed)).toStrictEqual(small);
  });

  it("is damaged for a reason that is kept", () => {
    const { chunks, sealed, hash } = partsOf(small);
    const causeOf = (...parts: [readonly Uint8Array[], Uint8Array]) => {
      try {
        return fromArtifactItems(ID, ...parts, hash, sealer);
      } catch (error) {
        return (error as Error).cause;
      }
    };
    expect(causeOf([], sealed)).toBeInstanceOf(Error);
    expect(causeOf(chunks, sealer.seal("{}", ID))).toBeInstanceOf(ZodError);
  });
});
