import type { Artifact, Envelope } from "../../src/dispatch/artifact.ts";
import { hashArtifact } from "../../src/dispatch/artifact-hash.ts";
import type { Dispatch } from "../../src/dispatch/dispatch.ts";

/** A mail of a few letters, for tests of what happens to it. */
export function plainArtifact(
  recipients: Envelope["recipients"],
  mode: Envelope["mode"] = "private",
): Artifact {
  return {
    mail: { subject: "s", html: "h", text: "t", images: [], attachments: [] },
    envelope: { from: "from@example.com", recipients, mode },
  };
}

/** The dispatch that sends it, once somebody approves it. */
export function plainDraft(
  artifact: Artifact,
  own: Pick<Dispatch, "id" | "generatedAt"> & Partial<Dispatch>,
): Dispatch {
  const { recipients, mode } = artifact.envelope;
  return {
    reportType: "cto",
    state: "awaiting_approval",
    requestedBy: { userId: "U1", teamId: "T1" },
    summary: { title: "t", headline: "h", figures: [], period: "p", basis: "b" },
    choices: {},
    mail: { bytes: 1, attachments: [], leftOut: [], envelope: mode },
    recipientNames: recipients.map(({ name }) => name),
    skipped: [],
    hasAuditCopy: false,
    artifactHash: hashArtifact(artifact),
    summaryChannel: "C1",
    ...own,
  };
}
