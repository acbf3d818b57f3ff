import { describe, expect, it } from "vitest";
import type { Artifact } from "../../../src/dispatch/artifact.ts";
import { hashArtifact } from "../../../src/dispatch/artifact-hash.ts";
import { resolveEnvelope, toRecipient } from "../../../src/dispatch/audience.ts";
import { NoAudienceError, UnknownPersonError } from "../../../src/errors.ts";
import type { Settings } from "../../../src/portfolio/portfolio.ts";

const person = (id: string, email: string) => ({ id, name: `Role ${id}`, email });
const settings: Settings = {
  name: "P",
  currency: "USD",
  locale: "en-US",
  timeZone: "UTC",
  roles: { admin: [], approver: [], requester: [], viewer: [] },
  channels: { reports: "C1" },
  people: {
    a: person("a", "a@example.com"),
    b: person("b", "b@example.com"),
    again: person("again", " A@example.com"),
    other: person("other", "o@example.com"),
  },
  audiences: { cto: { to: ["a", "b", "again"] } },
};
const from = "Exec Report <reports@example.com>";

describe("resolveEnvelope", () => {
  it("takes the people of the audience, each mailbox once", () => {
    const { recipients } = resolveEnvelope(settings, "cto", { from });
    expect(recipients).toEqual([
      { name: "Role a", email: "a@example.com" },
      { name: "Role b", email: "b@example.com" },
    ]);
  });

  it("falls back on the recipient of last resort, and only then", () => {
    const addresses = { from, fallbackRecipient: '"Ann, Boss" <boss@example.com>' };
    const boss = { name: "Ann, Boss", email: "boss@example.com" };
    expect(resolveEnvelope(settings, "ceo", addresses).recipients).toEqual([boss]);
    expect(resolveEnvelope(settings, "cto", addresses).recipients).not.toContainEqual(boss);
  });

  it("is private unless the audience shares its mail", () => {
    const { audiences } = settings;
    const shared = {
      ...settings,
      audiences: { ...audiences, cto: { to: ["a"], envelope: "shared" } },
    };
    expect(resolveEnvelope(settings, "cto", { from }).mode).toBe("private");
    expect(resolveEnvelope(shared as Settings, "cto", { from }).mode).toBe("shared");
  });

  it("refuses to send to nobody", () => {
    expect(() => resolveEnvelope(settings, "ceo", { from })).toThrow(NoAudienceError);
  });

  it("takes those who were chosen in the place of the audience, and nobody in the place of them", () => {
    const addresses = { from, fallbackRecipient: "boss@example.com" };
    const chosen = resolveEnvelope(settings, "cto", addresses, ["b", "other"]).recipients;
    expect(chosen.map(({ email }) => email)).toEqual(["b@example.com", "o@example.com"]);
    expect(() => resolveEnvelope(settings, "cto", addresses, [])).toThrow(NoAudienceError);
  });

  it.each(["gone", "toString", "b@example.com"])("refuses %s, who is not there", (id) => {
    expect(() => resolveEnvelope(settings, "cto", { from }, ["a", id])).toThrow(UnknownPersonError);
  });

  it("keeps the audit copy apart from the audience", () => {
    const envelope = resolveEnvelope(settings, "cto", { from, auditAddress: "audit@example.com" });
    expect(envelope.auditCopy).toEqual({ name: "Audit copy", email: "audit@example.com" });
    expect(envelope.recipients).toHaveLength(2);
  });
});

describe("hashArtifact", () => {
  const content = Uint8Array.of(1, 2);
  const image = { name: "i", contentType: "image/png", content, cid: "c", alt: "a" };
  const file = { name: "f", contentType: "text/csv", content };
  const base: Artifact = {
    mail: {
      subject: "s",
      html: "h",
      text: "t",
      images: [{ ...image, role: "chart" }],
      attachments: [file],
    },
    envelope: { from, recipients: [{ name: "n", email: "e" }], mode: "private" },
  };
  const { mail, envelope } = base;
  const withImage = (change: object): Artifact => ({
    ...base,
    mail: { ...mail, images: [{ ...image, role: "chart", ...change }] },
  });
  const withFile = (change: object): Artifact => ({
    ...base,
    mail: { ...mail, attachments: [{ ...file, ...change }] },
  });
  it.each([
    ["subject", { ...base, mail: { ...mail, subject: "S" } }],
    ["html", { ...base, mail: { ...mail, html: "H" } }],
    ["text", { ...base, mail: { ...mail, text: "T" } }],
    ["sender", { ...base, envelope: { ...envelope, from: "F" } }],
    [
      "a recipient",
      { ...base, envelope: { ...envelope, recipients: [{ name: "n", email: "E" }] } },
    ],
    ["no recipient", { ...base, envelope: { ...envelope, recipients: [] } }],
    ["audit copy", { ...base, envelope: { ...envelope, auditCopy: { name: "n", email: "e" } } }],
    ["parts shifted", { ...base, mail: { ...mail, subject: "sh", html: "" } }],
    ["envelope", { ...base, envelope: { ...envelope, mode: "shared" } }],
    ["reply-to", { ...base, mail: { ...mail, replyTo: { name: "n", email: "e" } } }],
    ["byte of a picture", withImage({ content: Uint8Array.of(1, 3) })],
    ["place of a picture", withImage({ cid: "d" })],
    ["alternative text", withImage({ alt: "b" })],
    ["byte of a file", withFile({ content: Uint8Array.of(1) })],
    ["name of a file", withFile({ name: "g" })],
    ["kind of file", withFile({ contentType: "text/plain" })],
    ["number of files", { ...base, mail: { ...mail, attachments: [file, file] } }],
  ] satisfies [string, Artifact][])("differs with another %s", (_what, other) => {
    expect(hashArtifact(other)).not.toBe(hashArtifact(base));
  });

  it("is the same for the same content", () => {
    expect(hashArtifact(structuredClone(base))).toBe(hashArtifact(base));
    expect(hashArtifact(base)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("toRecipient", () => {
  it.each([
    ["Ann <a@example.com>", "Ann", "a@example.com"],
    ['  "Ann, Boss"   < a@example.com >  ', "Ann, Boss", "a@example.com"],
    ["Ann<a@example.com>", "Ann", "a@example.com"],
    ['"Ann" B. <a@example.com>', '"Ann" B.', "a@example.com"],
    ['A. "Ann" <a@example.com>', 'A. "Ann"', "a@example.com"],
    ["<a@example.com>", "Audit copy", "a@example.com"],
    [" a@example.com ", "Audit copy", "a@example.com"],
    ["Ann <a@example.com> and more", "Audit copy", "Ann <a@example.com> and more"],
  ])("reads %j", (mailbox, name, email) => {
    expect(toRecipient(mailbox, "Audit copy")).toEqual({ name, email });
  });
});
