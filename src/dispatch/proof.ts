import type { MailFile } from "./artifact.ts";
import { hashArtifact, hashMail } from "./artifact-hash.ts";
import type { SourceFile } from "./dispatch.ts";
import type { DeliveryRecord, DispatchRecord } from "./record.ts";
import { sha256, type TrailEvent } from "./trail.ts";
import { verifyTrail } from "./verify-trail.ts";

/** What can be shown of a dispatch to somebody who was not there, without any address. Written as `proof.json`. */
export interface Proof {
  readonly dispatch: string;
  readonly report: string;
  readonly title: string;
  readonly period: string;
  readonly state: string;
  /** Slack user id. */
  readonly requested_by: string;
  readonly generated_at: string;
  /** SHA-256 of the mail and everybody it goes to: what was approved. */
  readonly artifact: string;
  readonly decisions: readonly TrailEvent[];
  readonly sources: readonly SourceFile[];
  readonly mail: ProvedMail | null;
  readonly addresses_kept: boolean;
  readonly deliveries: readonly ProvedDelivery[];
  readonly events: readonly TrailEvent[];
  /** The end of the chain. Kept elsewhere, it also shows whether all of it was rewritten. */
  readonly last_hash: string;
  readonly verification: { readonly holds: boolean; readonly faults: readonly string[] };
}

interface ProvedMail {
  readonly subject: string;
  readonly attachments: readonly ProvedFile[];
}

interface ProvedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

interface ProvedDelivery {
  readonly name: string;
  readonly kind: string;
  readonly recipients: number;
  readonly recipient_hash: string;
  readonly recipient_hash_version: string | null;
  readonly state: string;
  /** To the mail service. */
  readonly calls: number;
  readonly ses_message_id: string | null;
  readonly reason: string | null;
  readonly events: readonly TrailEvent[];
}

/** Everything that can be shown of a dispatch, and whether it holds. Pure. */
export function buildProof(record: DispatchRecord): Proof {
  const { head, mail, envelope, deliveries } = record;
  const { dispatch, trail, trailHash } = head;
  const faults = [...verifyTrail(head, deliveries), ...verifyMail(record), ...record.faults];
  return {
    dispatch: dispatch.id,
    report: dispatch.reportType,
    title: dispatch.summary.title,
    period: dispatch.summary.period,
    state: dispatch.state,
    requested_by: dispatch.requestedBy.userId,
    generated_at: dispatch.generatedAt,
    artifact: dispatch.artifactHash,
    decisions: trail.filter((event) => event["decided_at"] !== undefined),
    sources: dispatch.sources ?? [],
    mail: mail ? { subject: mail.subject, attachments: mail.attachments.map(proveFile) } : null,
    addresses_kept: envelope !== undefined,
    deliveries: deliveries.map(proveDelivery),
    events: trail,
    last_hash: trailHash,
    verification: { holds: faults.length === 0, faults },
  };
}

/** What is kept of the mail is what was approved, as far as that can be told without what is not kept. */
function verifyMail({ head, mail, envelope }: DispatchRecord): readonly string[] {
  if (mail === undefined) return [];
  const { dispatch, subject, trail } = head;
  const isWhole =
    envelope === undefined || hashArtifact({ mail, envelope }) === dispatch.artifactHash;
  const isDrafted = trail[0]?.["mail"] === hashMail(mail);
  return isWhole && isDrafted
    ? []
    : [`${subject}: the stored mail is not the one that was drafted.`];
}

function proveFile({ name, content }: MailFile): ProvedFile {
  return { name, bytes: content.length, sha256: sha256(content) };
}

function proveDelivery({ delivery, hashKeyId, trail }: DeliveryRecord): ProvedDelivery {
  return {
    name: delivery.name,
    kind: delivery.kind,
    recipients: delivery.recipients,
    recipient_hash: delivery.recipientHashNow ?? delivery.recipientHash,
    recipient_hash_version: hashKeyId ?? null,
    state: delivery.state,
    calls: delivery.fence,
    ses_message_id: delivery.messageId ?? null,
    reason: delivery.reason ?? null,
    events: trail,
  };
}
