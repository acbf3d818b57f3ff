import type { AccountStanding } from "../../src/dispatch/mail-ports.ts";

/** What a mail service says of an account with which nothing is wrong. */
export function standingOf(
  readAt: Date,
  limits: Pick<AccountStanding, "perSecond" | "sentToday" | "perDay">,
): AccountStanding {
  return {
    readAt,
    region: "us-east-1",
    address: "from@example.com",
    domain: "example.com",
    verifiedIdentity: "example.com",
    signingDomain: "example.com",
    signed: true,
    sendingEnabled: true,
    sandboxed: false,
    ...limits,
  };
}
