import type { Dispatch, MailFacts } from "./dispatch.ts";

/**
 * SES takes messages of up to 10 MB after encoding (Amazon SES quotas, "Maximum message size" of the v1 API).
 */
export const MOST_MAIL_BYTES = 10 * 1024 * 1024;

/** Whether the mail service would refuse it. */
export function isTooLarge({ mail }: Pick<Dispatch, "mail">): boolean {
  return mail.bytes > MOST_MAIL_BYTES;
}

/** The attachment whose absence helps most. */
export function largestAttachment({ attachments }: MailFacts): string | undefined {
  return attachments.toSorted((one, other) => other.bytes - one.bytes)[0]?.name;
}
