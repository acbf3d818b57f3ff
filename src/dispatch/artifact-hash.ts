import { createHash } from "node:crypto";
import type { Artifact, MailFile, Recipient, RenderedMail } from "./artifact.ts";

/**
 * SHA-256 over everything that was shown for approval: what is said, by whom, and to whom. Two artifacts have
 * the same hash only if every byte and every recipient is the same; the JSON array keeps parts from running
 * into each other.
 *
 * @returns 64 hex digits.
 */
export function hashArtifact({ mail, envelope }: Artifact): string {
  const parts = [
    ...mailParts(mail),
    mail.replyTo === undefined ? null : recipientParts(mail.replyTo),
    envelope.from,
    envelope.mode,
    envelope.recipients.map(recipientParts),
    envelope.auditCopy === undefined ? null : recipientParts(envelope.auditCopy),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/**
 * SHA-256 over what is said alone, without any address: it still tells whether a mail is the one approved when the addresses are not kept
 * any more.
 *
 * @returns 64 hex digits.
 */
export function hashMail(mail: RenderedMail): string {
  return createHash("sha256")
    .update(JSON.stringify(mailParts(mail)))
    .digest("hex");
}

function mailParts(mail: RenderedMail): readonly unknown[] {
  return [
    mail.subject,
    mail.html,
    mail.text,
    mail.images.map((image) => [image.cid, image.alt, image.role, ...fileParts(image)]),
    mail.attachments.map(fileParts),
  ];
}

function fileParts({ name, contentType, content }: MailFile): readonly string[] {
  return [name, contentType, createHash("sha256").update(content).digest("hex")];
}

function recipientParts({ name, email }: Recipient): readonly string[] {
  return [name, email];
}
