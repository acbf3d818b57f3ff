import { describe, expect, it } from "vitest";
import type { Artifact } from "../../../src/dispatch/artifact.ts";
import { hashArtifact, hashMail } from "../../../src/dispatch/artifact-hash.ts";

const artifact: Artifact = {
  mail: {
    subject: "CTO report",
    html: "<p>Hello</p>",
    text: "Hello",
    images: [
      { cid: "c1", alt: "Burn", role: "chart", ...fileOf("burn.png", "image/png", 1) },
      { cid: "c2", alt: "Harbor", role: "logo", ...fileOf("logo.png", "image/png", 2) },
    ],
    attachments: [fileOf("a.pdf", "application/pdf", 3), fileOf("b.csv", "text/csv", 4)],
    replyTo: { name: "Owner", email: "owner@example.com" },
  },
  envelope: {
    from: "Exec Report <reports@example.com>",
    recipients: [
      { name: "CTO", email: "cto@example.com" },
      { name: "Owner", email: "owner@example.com" },
    ],
    mode: "private",
    auditCopy: { name: "Audit copy", email: "audit@example.com" },
  },
};

function fileOf(name: string, contentType: string, byte: number) {
  return { name, contentType, content: Uint8Array.of(byte, 0, 255) };
}

type Path = readonly (string | number)[];

/** Every value in it, down to single bytes. */
function leavesOf(value: unknown, path: Path = []): readonly Path[] {
  if (value instanceof Uint8Array) return [...value].map((_, at) => [...path, at]);
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...path, key]));
}

/** The same with one value changed, the shortest of changes that its type knows. */
function changedAt(whole: Artifact, [...path]: Path): Artifact {
  const copy = structuredClone(whole);
  const last = path.pop() ?? "";
  // biome-ignore lint/suspicious/noExplicitAny: any place in it
  const holder = path.reduce<any>((at, key) => at[key], copy);
  const value = holder[last];
  holder[last] = typeof value === "number" ? value ^ 1 : `${value} `;
  return copy;
}

/** The same without something, or with something moved. */
const otherwise: readonly (readonly [string, Artifact])[] = [
  ["without an audit copy", { ...artifact, envelope: without(artifact.envelope, "auditCopy") }],
  ["without a mailbox for answers", { ...artifact, mail: without(artifact.mail, "replyTo") }],
  ["with recipients in another order", reordered("envelope", "recipients")],
  ["with pictures in another order", reordered("mail", "images")],
  ["with attachments in another order", reordered("mail", "attachments")],
];

function without<T extends object>(whole: T, field: keyof T): T {
  return Object.fromEntries(Object.entries(whole).filter(([name]) => name !== field)) as T;
}

function reordered(part: "mail" | "envelope", list: string): Artifact {
  const whole: Readonly<Record<string, unknown>> = { ...artifact[part] };
  return { ...artifact, [part]: { ...whole, [list]: (whole[list] as unknown[]).toReversed() } };
}

describe("the hash of an artifact", () => {
  it("is another one if a single character, byte or recipient is another", () => {
    const all = leavesOf(artifact).map((path) => hashArtifact(changedAt(artifact, path)));
    const moved = otherwise.map(([, other]) => hashArtifact(other));
    const hashes = [hashArtifact(artifact), ...all, ...moved];
    expect(new Set(hashes).size).toBe(hashes.length);
    for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is the same for the same content, whichever object holds it", () => {
    expect(hashArtifact(structuredClone(artifact))).toBe(hashArtifact(artifact));
  });

  it("keeps parts from running into each other", () => {
    const mail = { ...artifact.mail, subject: "CTO report<p>", html: "Hello</p>" };
    expect(hashArtifact({ ...artifact, mail })).not.toBe(hashArtifact(artifact));
  });
});

describe("the hash of a mail", () => {
  it("holds all that is said, and no address", () => {
    const leaves = leavesOf(artifact.mail);
    const isAddress = (path: Path) => path[0] === "replyTo";
    const hashOf = (path: Path) => hashMail(changedAt(artifact, ["mail", ...path]).mail);
    const before = hashMail(artifact.mail);
    expect(leaves.filter(isAddress)).toHaveLength(2);
    for (const path of leaves) expect(hashOf(path) === before).toBe(isAddress(path));
    expect(before).toMatch(/^[0-9a-f]{64}$/);
  });
});
