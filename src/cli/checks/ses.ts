import type { Config } from "../../config.ts";
import { type AccountStanding, LEAST_PER_SECOND } from "../../dispatch/mail-ports.ts";
import { findSenderProblem } from "../../dispatch/sender-check.ts";
import { readSesAccount } from "../../email/ses-account.ts";
import { createSesClient } from "../../email/ses-mailer.ts";
import { bad, type Finding, good, reasonOf, warn } from "./finding.ts";

/** May this sender send, are its mails signed, how much may be sent, and is the account still in the sandbox? */
export async function checkSes({ aws, mail }: Config): Promise<readonly Finding[]> {
  const region = aws.sesRegion;
  const client = createSesClient({ region });
  try {
    const account = await readSesAccount({ client, from: mail.from, region, now: new Date() });
    return [
      checkSender(account),
      ...checkSignature(account),
      checkQuota(account),
      ...checkSandbox(account),
    ];
  } catch (error) {
    const mend = "Are AWS credentials set, and may they use SES in this region?";
    return [bad("SES", reasonOf(error), mend)];
  } finally {
    client.destroy();
  }
}

function checkSender(account: AccountStanding): Finding {
  const { address, domain, verifiedIdentity, region } = account;
  const problem = findSenderProblem(account);
  if (problem === undefined)
    return good("SES sender", `${verifiedIdentity} is verified in ${region}`);
  const text =
    verifiedIdentity === undefined
      ? `neither ${address} nor ${domain} is verified in ${region}`
      : `sending is switched off for the account in ${region}`;
  return bad("SES sender", text, problem.hint);
}

function checkSignature({ signed, signingDomain: domain, region }: AccountStanding): Finding[] {
  if (signed) return [good("SES signature", `mails are DKIM-signed for ${domain}`)];
  const text = `mails are not DKIM-signed for ${domain} and may land in spam`;
  const mend = `aws ses verify-domain-dkim --domain ${domain} --region ${region}, then publish the CNAME records it prints.`;
  return [warn("SES signature", text, mend)];
}

function checkQuota({ perDay, sentToday, perSecond }: AccountStanding): Finding {
  const rate =
    perSecond === undefined
      ? `SES names no rate, so ${LEAST_PER_SECOND} a second`
      : `${perSecond} a second`;
  if (perDay === undefined) return good("SES quota", `no daily limit, ${rate}`);
  const used = `${sentToday} of ${perDay} sent in the last 24 hours`;
  return sentToday >= perDay
    ? bad("SES quota", `used up: ${used}`, "Wait until it frees, or ask AWS for more.")
    : good("SES quota", `${used}, ${rate}`);
}

function checkSandbox({ sandboxed }: AccountStanding): Finding[] {
  if (!sandboxed) return [];
  const text = "the account looks sandboxed: only verified addresses get mail";
  return [warn("SES sandbox", text, "Ask for production access in the SES console.")];
}
