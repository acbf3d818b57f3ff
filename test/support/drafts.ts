import { ulid } from "ulid";
import type { Artifact } from "../../src/dispatch/artifact.ts";
import { hashArtifact } from "../../src/dispatch/artifact-hash.ts";
import type { Dispatch } from "../../src/dispatch/dispatch.ts";
import { planDeliveries } from "../../src/dispatch/plan-deliveries.ts";
import type { HashAddress } from "../../src/dispatch/ports.ts";
import type { DispatchStore } from "../../src/dispatch/store-port.ts";

/** A small artifact to a few people, each with a mail of their own, and an audit copy. */
export function makeArtifact(people = ["owner", "cto"]): Artifact {
  return {
    mail: {
      subject: "CTO report · October 2026",
      html: '<html lang="en"><p>Hello</p></html>',
      text: "Hello",
      images: [],
      attachments: [
        { name: "a.csv", contentType: "text/csv", content: Uint8Array.of(1, 2, 3) },
        { name: "../../b.csv", contentType: "text/csv", content: Uint8Array.of(4) },
      ],
    },
    envelope: {
      from: "Exec Report <reports@example.com>",
      recipients: people.map((name) => ({ name, email: `${name}@example.com` })),
      mode: "private",
      auditCopy: { name: "Audit copy", email: "audit@example.com" },
    },
  };
}

/** Saves a draft with its deliveries planned, as the use case does. */
export async function saveDraft(
  store: DispatchStore,
  hashAddress: HashAddress,
  now: Date,
  given: Partial<Dispatch> = {},
  artifact = makeArtifact(),
): Promise<{ readonly dispatch: Dispatch; readonly artifact: Artifact }> {
  const id = ulid(now.getTime());
  const dispatch: Dispatch = {
    id,
    reportType: "cto",
    state: "awaiting_approval",
    requestedBy: { userId: "U2", teamId: "T1" },
    generatedAt: now.toISOString(),
    summary: {
      title: "CTO report",
      headline: "h",
      figures: [],
      period: "October 2026",
      basis: "b",
    },
    choices: {},
    mail: { bytes: 1, attachments: [], leftOut: [], envelope: "private" },
    recipientNames: artifact.envelope.recipients.map(({ name }) => name),
    skipped: [],
    hasAuditCopy: artifact.envelope.auditCopy !== undefined,
    artifactHash: hashArtifact(artifact),
    sources: [{ file: "settings.yml", sha256: "0".repeat(64) }],
    summaryChannel: "C1",
    ...given,
  };
  await store.saveDraft(dispatch, artifact, planDeliveries(id, artifact, hashAddress));
  return { dispatch, artifact };
}
