/** What the account behind the front is allowed to do, and how much it has sent. */

import {
  answerWith,
  escapeXml,
  refuseWith,
  type SesAnswer,
  type SesRefusal,
  type SesRequest,
} from "./ses-wire.ts";

/** The state SES reports for an identity (an address or a domain). */
type VerificationStatus = "Success" | "Pending" | "Failed" | "TemporaryFailure" | "NotStarted";

/** The account's limits. All can be changed while it runs. */
export interface SesAccount {
  /** Recipients in 24 hours; −1 is no limit. */
  max24HourSend: number;
  /** Recipients a second; undefined leaves it out of the answer. */
  maxSendRate: number | undefined;
  sendingEnabled: boolean;
  /** Identities that are not verified, by name; all others are. */
  readonly identities: Map<string, VerificationStatus>;
  /** Identities whose mails are not signed, by name; those of all others are. */
  readonly unsigned: Set<string>;
  /** Configuration sets by name, each with the topics of SNS it publishes to. */
  readonly configurationSets: Map<string, readonly EventTopic[]>;
}

/** Where a configuration set publishes events. */
export interface EventTopic {
  readonly arn: string;
  readonly enabled: boolean;
  readonly events: readonly string[];
}

/** An account out of the sandbox, with the limits a new one gets. */
export function createSesAccount(): SesAccount {
  return {
    max24HourSend: 50_000,
    maxSendRate: 14,
    sendingEnabled: true,
    identities: new Map(),
    unsigned: new Set(),
    configurationSets: new Map(),
  };
}

/**
 * Answers the questions about the account; nothing for any other action.
 *
 * @param sentLast24Hours recipients, not mails: that is what the quota counts
 */
export function answerAboutAccount(
  request: SesRequest,
  account: SesAccount,
  sentLast24Hours: number,
): SesAnswer | undefined {
  switch (request.action) {
    case "GetSendQuota":
      return answerWith(request.action, quotaXml(account, sentLast24Hours));
    case "GetIdentityVerificationAttributes":
      return answerWith(request.action, identitiesXml(account, request.identities));
    case "GetIdentityDkimAttributes":
      return answerWith(request.action, signaturesXml(account, request.identities));
    case "DescribeConfigurationSet":
      return describeConfigurationSet(request, account);
    case "GetAccountSendingEnabled":
      return answerWith(request.action, `<Enabled>${account.sendingEnabled}</Enabled>`);
    default:
      return undefined;
  }
}

function quotaXml(account: SesAccount, sentLast24Hours: number): string {
  const max = `<Max24HourSend>${account.max24HourSend.toFixed(1)}</Max24HourSend>`;
  const rate =
    account.maxSendRate === undefined
      ? ""
      : `<MaxSendRate>${account.maxSendRate.toFixed(1)}</MaxSendRate>`;
  return `${max}${rate}<SentLast24Hours>${sentLast24Hours.toFixed(1)}</SentLast24Hours>`;
}

/** SES leaves out identities it was never told about, which is what `NotStarted` means. */
function identitiesXml(account: SesAccount, names: readonly string[]): string {
  const entries = names.flatMap((name) => {
    const status = account.identities.get(name) ?? "Success";
    if (status === "NotStarted") return [];
    const value = `<value><VerificationStatus>${status}</VerificationStatus></value>`;
    return [`<entry><key>${escapeXml(name)}</key>${value}</entry>`];
  });
  return `<VerificationAttributes>${entries.join("")}</VerificationAttributes>`;
}

/** What SES was never told about has no keys. */
function signaturesXml({ identities, unsigned }: SesAccount, names: readonly string[]): string {
  const entries = names.map((name) => {
    const signs = !unsigned.has(name) && identities.get(name) !== "NotStarted";
    const status = signs ? "Success" : "NotStarted";
    const enabled = `<DkimEnabled>${signs}</DkimEnabled>`;
    const value = `<value>${enabled}<DkimVerificationStatus>${status}</DkimVerificationStatus></value>`;
    return `<entry><key>${escapeXml(name)}</key>${value}</entry>`;
  });
  return `<DkimAttributes>${entries.join("")}</DkimAttributes>`;
}

function describeConfigurationSet(
  { action, configurationSet: name = "" }: SesRequest,
  { configurationSets }: SesAccount,
): SesAnswer {
  const topics = configurationSets.get(name);
  if (topics === undefined) {
    return refuseWith({
      status: 400,
      code: "ConfigurationSetDoesNotExist",
      message: `Configuration set <${name}> does not exist.`,
    });
  }
  const destinations = topics.map(({ arn, enabled, events }, n) => {
    const types = events.map((event) => `<member>${escapeXml(event)}</member>`).join("");
    const topic = `<SNSDestination><TopicARN>${escapeXml(arn)}</TopicARN></SNSDestination>`;
    const state = `<Name>d${n}</Name><Enabled>${enabled}</Enabled>`;
    return `<member>${state}<MatchingEventTypes>${types}</MatchingEventTypes>${topic}</member>`;
  });
  const set = `<ConfigurationSet><Name>${escapeXml(name)}</Name></ConfigurationSet>`;
  return answerWith(
    action,
    `${set}<EventDestinations>${destinations.join("")}</EventDestinations>`,
  );
}

/** Why SES takes nothing from this account now, whatever the mail. */
export function findAccountRefusal(
  { sendingEnabled, max24HourSend }: SesAccount,
  recipients: number,
  sentLast24Hours: number,
): SesRefusal | undefined {
  if (!sendingEnabled) {
    return {
      status: 400,
      code: "AccountSendingPausedException",
      message: "Sending paused for this account.",
    };
  }
  if (max24HourSend === -1 || sentLast24Hours + recipients <= max24HourSend) return undefined;
  return { status: 400, code: "Throttling", message: "Daily message quota exceeded." };
}
