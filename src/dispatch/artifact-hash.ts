import { createHash } from "node:crypto";
import type { Artifact, Recipient } from "./dispatch.ts";

/**
 * SHA-256 over everything that was shown for approval: what is said, by whom, and to whom. Two artifacts have
 * the same hash only if every byte and every recipient is the same; the JSON array keeps parts from running
 * into each other.
 *
 * @returns 64 hex digits.
 */
export function hashArtifact({ mail, envelope }: Artifact): string {
  const parts = [
    mail.subject,
    mail.html,
    mail.text,
    envelope.from,
    envelope.recipients.map(recipientParts),
    envelope.auditCopy === undefined ? null : recipientParts(envelope.auditCopy),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

function recipientParts({ name, email }: Recipient): readonly string[] {
  return [name, email];
}
