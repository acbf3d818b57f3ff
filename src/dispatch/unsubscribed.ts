import { NoAudienceError } from "../errors.ts";
import type { Envelope, SkippedRecipient } from "./dispatch.ts";
import type { HashAddress, Unsubscriptions } from "./ports.ts";

/**
 * Leaves out whoever does not want this type of report any more, and says whom.
 *
 * @throws NoAudienceError if nobody is left.
 */
export async function withoutUnsubscribed(
  envelope: Envelope,
  reportType: string,
  deps: { readonly hashAddress: HashAddress; readonly unsubscriptions: Unsubscriptions },
): Promise<{ readonly envelope: Envelope; readonly skipped: readonly SkippedRecipient[] }> {
  const { recipients } = envelope;
  const endedAt = await deps.unsubscriptions.endedAt(
    recipients.map(({ email }) => ({
      reportType,
      recipientHash: deps.hashAddress(email),
      ...(deps.hashAddress.former && { formerHash: deps.hashAddress.former(email) }),
    })),
  );
  const staying = recipients.filter((_, index) => endedAt[index] === undefined);
  if (staying.length === 0) {
    throw new NoAudienceError(`Everybody on the list for "${reportType}" has unsubscribed.`, {
      hint: `Add people under "audiences: ${reportType}" in settings.yml.`,
    });
  }
  const skipped = recipients.flatMap(({ name }, index) => {
    const unsubscribedAt = endedAt[index];
    return unsubscribedAt === undefined ? [] : [{ name, unsubscribedAt }];
  });
  return { envelope: { ...envelope, recipients: staying }, skipped };
}
