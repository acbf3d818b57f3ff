import {
  GetAccountSendingEnabledCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  type SESClient,
} from "@aws-sdk/client-ses";
import type { AccountStanding } from "../dispatch/mail-ports.ts";

/** Sandboxed accounts may send this many mails a day (docs.aws.amazon.com/ses/latest/dg/request-production-access.html). */
const SANDBOX_PER_DAY = 200;

/** What SES answers for an account without a daily quota; one that is left out is as little of a limit. */
const NO_LIMIT = -1;

/** People wait for the answers. */
const TIMEOUT_MS = 5_000;

export interface SesAccountOptions {
  readonly client: SESClient;
  /** RFC 5322 mailbox of the sender. */
  readonly from: string;
  /** The client's region. */
  readonly region: string;
  readonly now: Date;
}

/**
 * Asks SES about sender, account and quota: four questions, of which SES answers one of each kind a second.
 *
 * @throws Error of the SDK.
 */
export async function readSesAccount(options: SesAccountOptions): Promise<AccountStanding> {
  const { client, from, region, now } = options;
  const address = /<([^<>]+)>/.exec(from)?.[1] ?? from;
  const within = { abortSignal: AbortSignal.timeout(TIMEOUT_MS) };
  const sender = await readSender(client, address, within);
  const { Enabled: sendingEnabled = true } = await client.send(
    new GetAccountSendingEnabledCommand({}),
    within,
  );
  return {
    readAt: now,
    region,
    address,
    ...sender,
    sendingEnabled,
    ...(await readQuota(client, within)),
  };
}

type Deadline = { readonly abortSignal: AbortSignal };
type Sender = Pick<AccountStanding, "domain" | "verifiedIdentity" | "signingDomain" | "signed">;

async function readSender(client: SESClient, address: string, within: Deadline): Promise<Sender> {
  const domains = domainsOf(address);
  const [domain = ""] = domains;
  const Identities = [address, ...domains];
  const { VerificationAttributes: found = {} } = await client.send(
    new GetIdentityVerificationAttributesCommand({ Identities }),
    within,
  );
  const { DkimAttributes: keys = {} } = await client.send(
    new GetIdentityDkimAttributesCommand({ Identities: [...domains] }),
    within,
  );
  const verified = Identities.find((it) => found[it]?.VerificationStatus === "Success");
  // What is set for a domain counts more than what is set for the one above it; an address has no keys of its own.
  const signingDomain = domains.find((it) => found[it] !== undefined) ?? domain;
  const signature = keys[signingDomain];
  return {
    domain,
    ...(verified !== undefined && { verifiedIdentity: verified }),
    signingDomain,
    signed: signature?.DkimEnabled === true && signature.DkimVerificationStatus === "Success",
  };
}

/**
 * The domain of an address and those above it, the nearest first: verification and keys of a domain hold for everything
 * below it (docs.aws.amazon.com/ses/latest/dg/creating-identities.html). A single label, such as `com`, belongs to nobody.
 */
function domainsOf(address: string): readonly string[] {
  const [domain, ...above] = address
    .slice(address.lastIndexOf("@") + 1)
    .split(".")
    .map((_label, at, labels) => labels.slice(at).join("."));
  return [domain ?? "", ...above.filter((name) => name.includes("."))];
}

type Quota = Pick<AccountStanding, "perDay" | "perSecond" | "sentToday" | "sandboxed">;

async function readQuota(client: SESClient, within: Deadline): Promise<Quota> {
  const quota = await client.send(new GetSendQuotaCommand({}), within);
  const { Max24HourSend: perDay = NO_LIMIT, MaxSendRate: perSecond = 0 } = quota;
  return {
    ...(perDay !== NO_LIMIT && { perDay }),
    // An account that may send nothing at all has a quota of 0, or sending is switched off: a rate of 0 says nothing.
    ...(perSecond > 0 && { perSecond }),
    sentToday: quota.SentLast24Hours ?? 0,
    sandboxed: perDay === SANDBOX_PER_DAY,
  };
}
