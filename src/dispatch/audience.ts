import { NoAudienceError, UnknownPersonError } from "../errors.ts";
import type { Settings } from "../portfolio/portfolio.ts";
import type { Envelope, Recipient } from "./artifact.ts";

/** Addresses that the environment decides. */
export interface MailAddresses {
  readonly from: string;
  readonly auditAddress?: string;
  readonly fallbackRecipient?: string;
}

/** Who gets a report for which the settings name nobody; undefined where there is nobody either. */
export function lastResortOf({
  fallbackRecipient,
}: Pick<MailAddresses, "fallbackRecipient">): Recipient | undefined {
  if (fallbackRecipient === undefined) return undefined;
  return toRecipient(fallbackRecipient, "Recipient of last resort");
}

/** Who gets a report type unless others are chosen: the people its audience names, or the recipient of last resort. */
export function usualRecipients(
  settings: Settings,
  reportType: string,
  addresses: Pick<MailAddresses, "fallbackRecipient">,
): readonly Recipient[] {
  const named = peopleWith(settings.audiences[reportType]?.to ?? [], settings);
  const lastResort = lastResortOf(addresses);
  return named.length > 0 || lastResort === undefined ? named : [lastResort];
}

/**
 * Who gets a report type: its usual recipients, or those who were chosen.
 *
 * @param chosen Ids under `people`, in the place of the audience.
 * @throws NoAudienceError if there is nobody; UnknownPersonError if somebody is chosen who is not there.
 */
export function resolveEnvelope(
  settings: Settings,
  reportType: string,
  addresses: MailAddresses,
  chosen?: readonly string[],
): Envelope {
  const { from, auditAddress } = addresses;
  if (chosen !== undefined) assertKnown(chosen, settings);
  const recipients =
    chosen === undefined
      ? usualRecipients(settings, reportType, addresses)
      : peopleWith(chosen, settings);
  if (recipients.length === 0) {
    throw new NoAudienceError(`Nobody is in the audience of "${reportType}"; nothing was made.`, {
      hint: `Add people under "audiences: ${reportType}" in settings.yml.`,
    });
  }
  return {
    from,
    recipients: withoutRepeats(recipients),
    mode: settings.audiences[reportType]?.envelope ?? "private",
    ...(auditAddress !== undefined && { auditCopy: toAuditCopy(auditAddress) }),
  };
}

function peopleWith(ids: readonly string[], { people }: Settings): readonly Recipient[] {
  return ids.flatMap((id) => {
    const person = people[id];
    return person === undefined ? [] : [{ name: person.name, email: person.email }];
  });
}

function assertKnown(chosen: readonly string[], { people }: Settings): void {
  const unknown = chosen.filter((id) => !Object.hasOwn(people, id));
  if (unknown.length === 0) return;
  throw new UnknownPersonError(
    `Among those who were to get the report are some who are not in the settings any more: ${unknown.join(", ")}.`,
    { hint: 'Choose others, or add them under "people" in settings.yml.' },
  );
}

/** Two roles may share a mailbox; it gets one message. */
function withoutRepeats(recipients: readonly Recipient[]): readonly Recipient[] {
  const seen = new Set<string>();
  return recipients.filter(({ email }) => {
    const key = email.trim().toLowerCase();
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * Everybody whose address is configured: the people of the settings, the copy for the record, and the recipient of last
 * resort. What is recorded of others is under hashes of addresses that nobody here has.
 */
export function listKnown(
  people: Settings["people"],
  addresses: Omit<MailAddresses, "from">,
): readonly Recipient[] {
  const { auditAddress } = addresses;
  const lastResort = lastResortOf(addresses);
  return [
    ...Object.values(people),
    ...(auditAddress === undefined ? [] : [toAuditCopy(auditAddress)]),
    ...(lastResort === undefined ? [] : [lastResort]),
  ];
}

function toAuditCopy(mailbox: string): Recipient {
  return { ...toRecipient(mailbox, ""), name: "Audit copy" };
}

/**
 * @param mailbox `Name <address>` or a bare address.
 * @param unnamed What to call a bare address: names are shown and recorded, addresses are not.
 */
export function toRecipient(mailbox: string, unnamed: string): Recipient {
  const match = /^\s*(.*?)\s*<([^<>]+)>\s*$/.exec(mailbox);
  const email = (match?.[2] ?? mailbox).trim();
  return { name: match?.[1]?.replace(/^"(.*)"$/, "$1") || unnamed, email };
}
