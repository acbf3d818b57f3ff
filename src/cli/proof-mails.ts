import type { Artifact } from "../dispatch/artifact.ts";
import { tagOf, wayOut } from "../dispatch/deliver.ts";
import type { OutgoingMail, UnsubscribeLink } from "../dispatch/mail-ports.ts";
import { findRecipients } from "../dispatch/plan-deliveries.ts";
import type { HashAddress } from "../dispatch/ports.ts";
import type { DeliveryRecord, DispatchRecord } from "../dispatch/record.ts";
import { composeMime } from "../email/compose-mime.ts";
import { ArtifactCorruptError } from "../errors.ts";

export interface ProofMailsOptions {
  readonly hashAddress: HashAddress;
  /** Absent where mails have no link of their own. */
  readonly unsubscribeLink?: UnsubscribeLink;
}

/** A file of a proof: its name and what is in it. */
export type ProofFile = readonly [name: string, content: Uint8Array];

/** Stands for a sender whose address is not kept any more; nobody can be reached under it (RFC 2606). */
const NO_SENDER = "No longer kept <not-kept@sender.invalid>";

/**
 * The mails of a dispatch as `.eml`: while addresses are kept one for each delivery, as it was handed over; afterwards
 * one that is addressed to nobody. The `Date` is that of the last claim; SES writes its own over it.
 *
 * @returns Nothing once the mail has expired.
 */
export async function buildProofMails(
  record: DispatchRecord,
  options: ProofMailsOptions,
): Promise<readonly ProofFile[]> {
  const { mail, envelope, head, deliveries } = record;
  if (mail === undefined) return [];
  if (envelope === undefined) {
    const tags = { dispatch: head.dispatch.id, delivery: "" };
    const date = new Date(head.dispatch.generatedAt);
    return [["mail.eml", await composeMime({ from: NO_SENDER, to: [], mail, tags }, date)]];
  }
  const files: ProofFile[] = [];
  for (const delivery of deliveries) {
    const outgoing = addressed(delivery, { ...record, mail, envelope }, options);
    if (outgoing === undefined) continue;
    const { recipientHash, kind } = delivery.delivery;
    const name = `${kind}-${tagOf({ recipientHash })}.eml`;
    files.push([`mails/${name}`, await composeMime(outgoing, dateOf(delivery))]);
  }
  return files;
}

/** @returns undefined if the addresses that are kept are not those of this delivery. */
function addressed(
  { delivery }: DeliveryRecord,
  artifact: Artifact & Pick<DispatchRecord, "head">,
  options: ProofMailsOptions,
): OutgoingMail | undefined {
  const { mail, envelope, head } = artifact;
  try {
    const to = findRecipients(delivery, { envelope }, options.hashAddress);
    const unsubscribe = wayOut(delivery, to, head, options);
    const tags = { dispatch: delivery.dispatchId, delivery: tagOf(delivery) };
    return { from: envelope.from, to, mail, tags, ...(unsubscribe && { unsubscribe }) };
  } catch (error) {
    if (error instanceof ArtifactCorruptError) return undefined;
    throw error;
  }
}

function dateOf({ trail }: DeliveryRecord): Date {
  const claimed = trail.findLast(({ event }) => event === "claimed") ?? trail[0];
  return new Date(claimed?.at ?? 0);
}
