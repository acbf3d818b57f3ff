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
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const Identities = [address, domain];
  const within = { abortSignal: AbortSignal.timeout(TIMEOUT_MS) };
  const { VerificationAttributes: found = {} } = await client.send(
    new GetIdentityVerificationAttributesCommand({ Identities }),
    within,
  );
  const { DkimAttributes: keys = {} } = await client.send(
    new GetIdentityDkimAttributesCommand({ Identities }),
    within,
  );
  const { Enabled: sendingEnabled = true } = await client.send(
    new GetAccountSendingEnabledCommand({}),
    within,
  );
  const verified = Identities.find((it) => found[it]?.VerificationStatus === "Success");
  return {
    readAt: now,
    region,
    address,
    domain,
    ...(verified !== undefined && { verifiedIdentity: verified }),
    // An address inherits the keys of its domain, and has no verification of its own.
    signed: Identities.some(
      (it) => keys[it]?.DkimEnabled === true && keys[it]?.DkimVerificationStatus === "Success",
    ),
    sendingEnabled,
    ...(await readQuota(client, within)),
  };
}

type Deadline = { readonly abortSignal: AbortSignal };
type Quota = Pick<AccountStanding, "perDay" | "perSecond" | "sentToday" | "sandboxed">;

async function readQuota(client: SESClient, within: Deadline): Promise<Quota> {
  const quota = await client.send(new GetSendQuotaCommand({}), within);
  const { Max24HourSend: perDay = 0, MaxSendRate: perSecond = 0 } = quota;
  return {
    // -1 stands for no limit.
    ...(perDay !== -1 && { perDay }),
    perSecond,
    sentToday: quota.SentLast24Hours ?? 0,
    sandboxed: perDay === SANDBOX_PER_DAY,
  };
}
