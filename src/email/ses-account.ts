import {
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  type SESClient,
} from "@aws-sdk/client-ses";

/** What SES lets an account do, as of now. */
export interface SesAccount {
  /** The sender's bare address and its domain. Either may be verified. */
  readonly address: string;
  readonly domain: string;
  /** The identity that is verified, the address before its domain. */
  readonly verifiedIdentity?: string;
  /** Mails in 24 hours; undefined where there is no limit. */
  readonly perDay?: number;
  readonly sentToday: number;
  /** Mails a second. */
  readonly perSecond: number;
}

/**
 * Asks SES about the sender and the quota. Two calls; SES answers one of each a second.
 *
 * @param from RFC 5322 mailbox of the sender.
 * @throws Error of the SDK.
 */
export async function readSesAccount(client: SESClient, from: string): Promise<SesAccount> {
  const address = /<([^<>]+)>/.exec(from)?.[1] ?? from;
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const { VerificationAttributes: found = {} } = await client.send(
    new GetIdentityVerificationAttributesCommand({ Identities: [address, domain] }),
  );
  const verified = [address, domain].find((it) => found[it]?.VerificationStatus === "Success");
  const quota = await client.send(new GetSendQuotaCommand({}));
  return {
    address,
    domain,
    ...(verified !== undefined && { verifiedIdentity: verified }),
    // -1 stands for no limit.
    ...(quota.Max24HourSend !== -1 && { perDay: quota.Max24HourSend ?? 0 }),
    sentToday: quota.SentLast24Hours ?? 0,
    perSecond: quota.MaxSendRate ?? 0,
  };
}
