import { ArtifactCorruptError } from "../errors.ts";
import type { Artifact, Envelope, Recipient } from "./artifact.ts";
import type { Delivery, DeliveryKind } from "./delivery.ts";
import { MOST_RECIPIENTS } from "./mail-ports.ts";
import type { HashAddress } from "./ports.ts";

/** The mails a dispatch consists of: one for each recipient, or as few as possible where they share one. */
export function planDeliveries(
  dispatchId: string,
  { envelope }: Artifact,
  hashAddress: HashAddress,
): Delivery[] {
  const plan = (kind: DeliveryKind) => (group: readonly Recipient[]) => ({
    dispatchId,
    kind,
    recipientHash: hashGroup(group, hashAddress),
    name: group.map(({ name }) => name).join(", "),
    recipients: group.length,
    state: "pending" as const,
    retryCount: 0,
    fence: 0,
    ...(hashAddress.keyId !== undefined && { hashKeyId: hashAddress.keyId }),
  });
  const { audience, audit } = groupsOf(envelope);
  return [...audience.map(plan("recipient")), ...audit.map(plan("audit"))];
}

/**
 * Whose mail a delivery is. The record knows recipients by hash only; the addresses are in the approved envelope.
 *
 * @throws ArtifactCorruptError if nobody of the envelope has that hash.
 */
export function findRecipients(
  { kind, recipientHash, recipientHashNow, name }: Delivery,
  { envelope }: Pick<Artifact, "envelope">,
  hashAddress: HashAddress,
): readonly Recipient[] {
  const { audience, audit } = groupsOf(envelope);
  const groups = kind === "recipient" ? audience : audit;
  const { former } = hashAddress;
  const isTheirs = (group: readonly Recipient[], hash: (email: string) => string) =>
    [recipientHash, recipientHashNow].includes(hashGroup(group, hash));
  const found =
    groups.find((group) => isTheirs(group, hashAddress)) ??
    (former && groups.find((group) => isTheirs(group, former)));
  if (found === undefined) {
    throw new ArtifactCorruptError(`No address of the approved mail belongs to "${name}".`, {
      hint: "Ask for the report again.",
    });
  }
  return found;
}

/**
 * The hash of a delivery under the key of now.
 *
 * @throws ArtifactCorruptError if nobody of the envelope belongs to it, under either key.
 */
export function rehash(
  delivery: Delivery,
  artifact: Pick<Artifact, "envelope">,
  hashAddress: HashAddress,
): string {
  return hashGroup(findRecipients(delivery, artifact, hashAddress), hashAddress);
}

type Groups = readonly (readonly Recipient[])[];

function groupsOf({ recipients, mode, auditCopy }: Envelope): { audience: Groups; audit: Groups } {
  const size = mode === "shared" ? MOST_RECIPIENTS : 1;
  const count = Math.ceil(recipients.length / size);
  return {
    audience: Array.from({ length: count }, (_, n) => recipients.slice(n * size, (n + 1) * size)),
    audit: auditCopy === undefined ? [] : [[auditCopy]],
  };
}

/** No address contains a space, so that no two groups share a hash. */
function hashGroup(group: readonly Recipient[], hashAddress: (email: string) => string): string {
  return hashAddress(group.map(({ email }) => email.trim()).join(" "));
}
