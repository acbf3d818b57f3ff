import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Artifact } from "../../../src/dispatch/artifact.ts";
import { MOST_RECIPIENTS } from "../../../src/dispatch/mail-ports.ts";
import { findRecipients, planDeliveries, rehash } from "../../../src/dispatch/plan-deliveries.ts";
import { ArtifactCorruptError } from "../../../src/errors.ts";
import { createRecipientHash } from "../../../src/store/recipient-hash.ts";

const hashAddress = createRecipientHash(Buffer.alloc(32, 1));
const people = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ name: `Role ${n}`, email: `r${n}@example.com` }));

function artifactFor(count: number, mode: "private" | "shared", audit = true): Artifact {
  const auditCopy = { name: "Audit copy", email: "audit@example.com" };
  return {
    mail: { subject: "s", html: "h", text: "t", images: [], attachments: [] },
    envelope: {
      from: "reports@example.com",
      recipients: people(count),
      mode,
      ...(audit && { auditCopy }),
    },
  };
}

describe("planDeliveries", () => {
  it("gives everybody a mail of their own, and one copy to the audit", () => {
    const deliveries = planDeliveries("d", artifactFor(3, "private"), hashAddress);
    expect(deliveries.map(({ kind, name, recipients }) => [kind, name, recipients])).toEqual([
      ["recipient", "Role 0", 1],
      ["recipient", "Role 1", 1],
      ["recipient", "Role 2", 1],
      ["audit", "Audit copy", 1],
    ]);
    expect(deliveries[0]).toEqual({
      dispatchId: "d",
      kind: "recipient",
      recipientHash: hashAddress("r0@example.com"),
      name: "Role 0",
      recipients: 1,
      state: "pending",
      retryCount: 0,
      fence: 0,
      hashKeyId: hashAddress.keyId,
    });
  });

  it.each([
    [1, [1]],
    [MOST_RECIPIENTS, [MOST_RECIPIENTS]],
    [MOST_RECIPIENTS + 1, [MOST_RECIPIENTS, 1]],
    [120, [50, 50, 20]],
  ])("shares one mail among %i people, %j to a call, and still one audit copy", (count, sizes) => {
    const deliveries = planDeliveries("d", artifactFor(count, "shared"), hashAddress);
    const audience = deliveries.filter(({ kind }) => kind === "recipient");
    expect(audience.map(({ recipients }) => recipients)).toEqual(sizes);
    expect(deliveries.filter(({ kind }) => kind === "audit")).toHaveLength(1);
  });

  it("finds for each delivery exactly the people it was planned for", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 130 }),
        fc.constantFrom("private" as const, "shared" as const),
        fc.boolean(),
        (count, mode, audit) => {
          const artifact = artifactFor(count, mode, audit);
          const deliveries = planDeliveries("d", artifact, hashAddress);
          expect(new Set(deliveries.map((it) => it.recipientHash)).size).toBe(deliveries.length);
          const found = deliveries.map((it) => findRecipients(it, artifact, hashAddress));
          for (const [index, group] of found.entries()) {
            expect(group).toHaveLength(deliveries[index]?.recipients ?? 0);
          }
          const audience = found.slice(0, audit ? -1 : undefined).flat();
          expect(audience).toEqual(artifact.envelope.recipients);
        },
      ),
    );
  });

  it("names everybody who shares a mail", () => {
    const [delivery] = planDeliveries("d", artifactFor(3, "shared", false), hashAddress);
    expect(delivery?.name).toBe("Role 0, Role 1, Role 2");
  });

  it("keeps the audit copy apart from the audience, also at the same address", () => {
    const artifact = artifactFor(1, "private");
    const [owner] = artifact.envelope.recipients;
    if (owner === undefined) throw new Error("nobody");
    const auditCopy = { name: "Audit copy", email: owner.email };
    const same = { ...artifact, envelope: { ...artifact.envelope, auditCopy } };
    const [first, audit] = planDeliveries("d", same, hashAddress);
    if (first === undefined || audit === undefined) throw new Error("too few");
    expect(findRecipients(first, same, hashAddress)).toEqual([owner]);
    expect(findRecipients(audit, same, hashAddress)).toEqual([auditCopy]);
  });

  it("knows its people under the key before, and by the hash that was made anew", () => {
    const old = createRecipientHash(Buffer.alloc(32, 7));
    const both = createRecipientHash(Buffer.alloc(32, 1), Buffer.alloc(32, 7));
    const artifact = artifactFor(2, "private", false);
    const [, second] = planDeliveries("d", artifact, old);
    const [, person] = artifact.envelope.recipients;
    if (second === undefined || person === undefined) throw new Error("too few");
    expect(findRecipients(second, artifact, both)).toEqual([person]);
    expect(rehash(second, artifact, both)).toBe(hashAddress(person.email));
    const renewed = { ...second, recipientHashNow: rehash(second, artifact, both) };
    expect(findRecipients(renewed, artifact, hashAddress)).toEqual([person]);
    expect(() => findRecipients(second, artifact, hashAddress)).toThrow(/belongs to "Role 1"/);
  });

  it("refuses a delivery whose addresses are not those of the envelope", () => {
    const [delivery] = planDeliveries("d", artifactFor(2, "shared"), hashAddress);
    const other = artifactFor(3, "shared");
    expect(delivery).toBeDefined();
    if (delivery === undefined) return;
    expect(() => findRecipients(delivery, other, hashAddress)).toThrow(ArtifactCorruptError);
  });
});
