import {
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  type SESClient,
} from "@aws-sdk/client-ses";
import type { Config } from "../../config.ts";
import { createSesClient } from "../../email/ses-mailer.ts";
import { bad, type Finding, good, reasonOf, warn } from "./finding.ts";

/** Sandboxed accounts may send this many mails a day (docs.aws.amazon.com/ses/latest/dg/request-production-access.html). */
const SANDBOX_PER_DAY = 200;

/** Is the sender verified, how much may be sent, and is the account still in the sandbox? */
export async function checkSes({ aws, mail }: Config): Promise<readonly Finding[]> {
  const client = createSesClient({ region: aws.sesRegion });
  try {
    return [await checkSender(client, mail.from, aws.sesRegion), ...(await checkQuota(client))];
  } catch (error) {
    return [
      bad("SES", reasonOf(error), "Are AWS credentials set, and may they use SES in this region?"),
    ];
  } finally {
    client.destroy();
  }
}

/** An address can be verified by itself or through its domain. */
async function checkSender(client: SESClient, from: string, region: string): Promise<Finding> {
  const address = /<([^<>]+)>/.exec(from)?.[1] ?? from;
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const { VerificationAttributes: found = {} } = await client.send(
    new GetIdentityVerificationAttributesCommand({ Identities: [address, domain] }),
  );
  const verified = [address, domain].find((it) => found[it]?.VerificationStatus === "Success");
  return verified === undefined
    ? bad(
        "SES sender",
        `neither ${address} nor ${domain} is verified in ${region}`,
        `aws ses verify-email-identity --email-address ${address} --region ${region}, then follow the link in the mail.`,
      )
    : good("SES sender", `${verified} is verified in ${region}`);
}

async function checkQuota(client: SESClient): Promise<Finding[]> {
  const quota = await client.send(new GetSendQuotaCommand({}));
  const perDay = quota.Max24HourSend ?? 0;
  const sent = quota.SentLast24Hours ?? 0;
  const limit = perDay === -1 ? "no daily limit" : `${sent} of ${perDay} sent in the last 24 hours`;
  const rate = `${quota.MaxSendRate ?? 0} a second`;
  const sandboxed = perDay === SANDBOX_PER_DAY;
  return [
    perDay !== -1 && sent >= perDay
      ? bad("SES quota", `used up: ${limit}`, "Wait until it frees, or ask AWS for more.")
      : good("SES quota", `${limit}, ${rate}`),
    ...(sandboxed
      ? [
          warn(
            "SES sandbox",
            "the account looks sandboxed: only verified addresses get mail",
            "Ask for production access in the SES console.",
          ),
        ]
      : []),
  ];
}
