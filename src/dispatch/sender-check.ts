import { SenderNotReadyError } from "../errors.ts";
import type { Artifact } from "./artifact.ts";
import type { Dispatch, Forecast, Parking } from "./dispatch.ts";
import {
  type AccountStanding,
  LEAST_PER_SECOND,
  type MailAccount,
  type Throttle,
} from "./mail-ports.ts";

/** Where AWS is asked for more. */
const QUOTA_PAGE = "https://console.aws.amazon.com/servicequotas/home/services/ses/quotas";

/** What keeps every mail of the account from being taken, and the command that mends it. */
export function findSenderProblem(standing: AccountStanding): SenderNotReadyError | undefined {
  const { address, domain, verifiedIdentity, sendingEnabled, region } = standing;
  if (verifiedIdentity === undefined) {
    return new SenderNotReadyError(
      `Amazon SES has verified neither ${address} nor ${domain} in ${region}, so it would refuse every mail.`,
      {
        hint: `Run \`aws ses verify-email-identity --email-address ${address} --region ${region}\` and follow the link in the mail that comes.`,
      },
    );
  }
  if (!sendingEnabled) {
    return new SenderNotReadyError(
      `Sending is switched off for this Amazon SES account in ${region}.`,
      {
        hint: `Run \`aws ses update-account-sending-enabled --enabled --region ${region}\`, after looking into why it was switched off.`,
      },
    );
  }
  return undefined;
}

/** What keeps so many recipients from being served today. */
function findQuotaProblem(
  standing: AccountStanding,
  recipients: number,
): SenderNotReadyError | undefined {
  const left = leftToday(standing);
  if (left === undefined || recipients <= left) return undefined;
  const used = `${standing.sentToday} of ${standing.perDay} were used in the last 24 hours`;
  return new SenderNotReadyError(
    `This report goes to ${recipients}, and today's Amazon SES quota has ${left} left: ${used}.`,
    { hint: `Approve it when the quota has freed, or ask AWS for more: ${QUOTA_PAGE}` },
  );
}

function leftToday({ perDay, sentToday }: AccountStanding): number | undefined {
  return perDay === undefined ? undefined : Math.max(0, perDay - sentToday);
}

/** Worth knowing before an approval; stops nothing. */
function noteworthy({ signed, sandboxed, signingDomain, region }: AccountStanding): string[] {
  return [
    ...(signed
      ? []
      : [
          `Mails are not DKIM-signed for ${signingDomain} and may land in spam: aws ses verify-domain-dkim --domain ${signingDomain} --region ${region}`,
        ]),
    ...(sandboxed
      ? ["The Amazon SES account is in the sandbox: only verified addresses get mail"]
      : []),
  ];
}

/** How many recipients the mail service counts: everybody in the envelope, and the audit copy. */
export function countRecipients({ envelope }: Artifact): number {
  return envelope.recipients.length + (envelope.auditCopy === undefined ? 0 : 1);
}

/** The same from what is on record. */
function recipientsOf({ recipientNames, hasAuditCopy }: Dispatch): number {
  return recipientNames.length + (hasAuditCopy ? 1 : 0);
}

/** What a draft shows of the sending to come; undefined where the mail service does not say. */
export async function forecast(
  recipients: number,
  { account, throttle }: SenderCheckDependencies,
): Promise<Forecast | undefined> {
  const standing = await account?.read();
  if (standing === undefined) return undefined;
  const left = leftToday(standing);
  const perSecond = (await throttle?.rate()) ?? standing.perSecond ?? LEAST_PER_SECOND;
  const problem = findSenderProblem(standing) ?? findQuotaProblem(standing, recipients);
  return {
    recipients,
    ...(left !== undefined && { leftToday: left }),
    seconds: Math.ceil(recipients / perSecond),
    notes: noteworthy(standing),
    ...(problem !== undefined && { problem: toRecord(problem, standing) }),
  };
}

/** What is kept with a dispatch shows no address, not even the sender's. */
function toRecord(problem: SenderNotReadyError, { address, domain }: AccountStanding): string {
  return problem.toSentence().replaceAll(address, `…@${domain}`);
}

export interface SenderCheckDependencies {
  /** Absent for a mail service that has no such thing as an account. */
  readonly account?: MailAccount;
  /** Absent for a mail service without limits. */
  readonly throttle?: Throttle;
}

/**
 * Throws unless the mail service would take this dispatch as things stand. Where it does not say how they stand,
 * nothing is held up.
 *
 * @throws SenderNotReadyError with the command or page that mends it.
 */
export async function assertSenderReady(
  dispatch: Dispatch,
  { account }: SenderCheckDependencies,
): Promise<void> {
  const standing = await account?.read(APPROVAL_AGE_MS);
  if (standing === undefined) return;
  const problem = findSenderProblem(standing) ?? findQuotaProblem(standing, recipientsOf(dispatch));
  if (problem === undefined) return;
  throw new SenderNotReadyError(`${problem.message} Nothing was approved or sent.`, {
    ...(problem.hint !== undefined && { hint: problem.hint }),
  });
}

/** Whoever has just mended something and approves again must not be told what was true before. */
const APPROVAL_AGE_MS = 5_000;

/** Why nothing can be sent right now, if so. */
export async function findParking({
  account,
  throttle,
}: SenderCheckDependencies): Promise<Parking | undefined> {
  const standing = await account?.read(SENDING_AGE_MS);
  const problem = standing && findSenderProblem(standing);
  if (standing !== undefined && problem !== undefined) {
    const because = standing.verifiedIdentity === undefined ? "sender" : "paused";
    return { because, reason: toRecord(problem, standing) };
  }
  return await throttle?.standing();
}

/** A sweep comes every minute; what was mended is then seen by the next. */
const SENDING_AGE_MS = 50_000;
