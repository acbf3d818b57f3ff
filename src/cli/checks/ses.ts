import type { Config } from "../../config.ts";
import { readSesAccount, type SesAccount } from "../../email/ses-account.ts";
import { createSesClient } from "../../email/ses-mailer.ts";
import { bad, type Finding, good, reasonOf, warn } from "./finding.ts";

/** Sandboxed accounts may send this many mails a day (docs.aws.amazon.com/ses/latest/dg/request-production-access.html). */
const SANDBOX_PER_DAY = 200;

/** Is the sender verified, how much may be sent, and is the account still in the sandbox? */
export async function checkSes({ aws, mail }: Config): Promise<readonly Finding[]> {
  const client = createSesClient({ region: aws.sesRegion });
  try {
    const account = await readSesAccount(client, mail.from);
    return [checkSender(account, aws.sesRegion), checkQuota(account), ...checkSandbox(account)];
  } catch (error) {
    const mend = "Are AWS credentials set, and may they use SES in this region?";
    return [bad("SES", reasonOf(error), mend)];
  } finally {
    client.destroy();
  }
}

function checkSender({ address, domain, verifiedIdentity }: SesAccount, region: string): Finding {
  return verifiedIdentity === undefined
    ? bad(
        "SES sender",
        `neither ${address} nor ${domain} is verified in ${region}`,
        `aws ses verify-email-identity --email-address ${address} --region ${region}, then follow the link in the mail.`,
      )
    : good("SES sender", `${verifiedIdentity} is verified in ${region}`);
}

function checkQuota({ perDay, sentToday, perSecond }: SesAccount): Finding {
  const rate = `${perSecond} a second`;
  if (perDay === undefined) return good("SES quota", `no daily limit, ${rate}`);
  const used = `${sentToday} of ${perDay} sent in the last 24 hours`;
  return sentToday >= perDay
    ? bad("SES quota", `used up: ${used}`, "Wait until it frees, or ask AWS for more.")
    : good("SES quota", `${used}, ${rate}`);
}

function checkSandbox({ perDay }: SesAccount): Finding[] {
  if (perDay !== SANDBOX_PER_DAY) return [];
  const text = "the account looks sandboxed: only verified addresses get mail";
  return [warn("SES sandbox", text, "Ask for production access in the SES console.")];
}
