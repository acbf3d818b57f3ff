import { NoAudienceError } from "../errors.ts";
import type { Settings } from "../portfolio/portfolio.ts";
import type { Envelope, Recipient } from "./artifact.ts";
import type { SkippedRecipient, SkipReason } from "./dispatch.ts";
import type { AddressHashes, Suppressions } from "./feedback-ports.ts";
import type { HashAddress, Unsubscriptions } from "./ports.ts";

export interface SkipDependencies {
  readonly hashAddress: HashAddress;
  readonly unsubscriptions: Unsubscriptions;
  readonly suppressions: Suppressions;
}

/** Who was to get which report. */
interface List {
  readonly reportType: string;
  readonly settings: Settings;
  /** Ids under `people`. */
  readonly among: readonly string[];
}

type Why = Pick<SkippedRecipient, "since"> & { readonly reason: SkipReason };

/** A recipient, and why they are left out, if they are. */
interface Checked {
  readonly recipient: Recipient;
  readonly why?: Why;
  /** Who gets the report in their place. */
  readonly instead?: Recipient;
}

/**
 * Leaves out whoever does not want this type of report any more, and whose address bounced or complained; says whom
 * and why; and puts their alternates in their places. An alternate who is left out too has no alternate of their own.
 *
 * @param among Ids under `people` of those it was to go to.
 * @throws NoAudienceError if nobody is left.
 */
export async function withoutSkipped(
  envelope: Envelope,
  reportType: string,
  settings: Settings,
  deps: SkipDependencies,
  among: readonly string[] = settings.audiences[reportType]?.to ?? [],
): Promise<{ readonly envelope: Envelope; readonly skipped: readonly SkippedRecipient[] }> {
  const checked = await check(envelope.recipients, reportType, deps);
  const filled = await fillIn(checked, { reportType, settings, among }, deps);
  const recipients = filled.flatMap(({ recipient, why, instead }) =>
    why === undefined ? [recipient] : (instead ?? []),
  );
  if (recipients.length === 0) throw nobodyLeft(reportType, checked);
  const audit = await checkAuditCopy(envelope, deps);
  const { auditCopy, ...rest } = envelope;
  return {
    envelope: {
      ...rest,
      recipients,
      ...(auditCopy !== undefined && audit?.why === undefined && { auditCopy }),
    },
    skipped: [...filled, ...(audit === undefined ? [] : [audit])].flatMap(toSkipped),
  };
}

/** Somebody who gets no report of a type, and why. */
export type LeftOut = Pick<SkippedRecipient, "name" | "reason">;

/** Those of several people who get no report of a type now. */
export async function findLeftOut(
  people: readonly Recipient[],
  reportType: string,
  deps: SkipDependencies,
): Promise<readonly LeftOut[]> {
  const checked = await check(people, reportType, deps);
  return checked.flatMap(({ recipient: { name }, why }) =>
    why === undefined ? [] : [{ name, reason: why.reason }],
  );
}

function toSkipped({ recipient, why, instead }: Checked): SkippedRecipient[] {
  if (why === undefined) return [];
  return [{ name: recipient.name, ...why, ...(instead && { instead: instead.name }) }];
}

/** Whoever unsubscribed has said so themselves: that stands before what mail servers say. */
async function check(
  recipients: readonly Recipient[],
  reportType: string,
  { hashAddress, unsubscriptions, suppressions }: SkipDependencies,
): Promise<readonly Checked[]> {
  const hashes = recipients.map(({ email }) => hashesOf(email, hashAddress));
  const [ended, suppressed] = await Promise.all([
    unsubscriptions.endedAt(hashes.map((address) => ({ reportType, ...address }))),
    suppressions.find(hashes),
  ]);
  return recipients.map((recipient, index) => {
    const since = ended[index];
    const why: Why | undefined =
      since === undefined ? suppressed[index] : { reason: "unsubscribed", since };
    return why === undefined
      ? { recipient }
      : { recipient, why: { reason: why.reason, since: why.since } };
  });
}

/** What was put on record under the key before still holds. */
function hashesOf(email: string, hashAddress: HashAddress): AddressHashes {
  const { former } = hashAddress;
  return { recipientHash: hashAddress(email), ...(former && { formerHash: former(email) }) };
}

/** Finds alternates for those who are left out. Nobody gets a report twice because they stand in for somebody. */
async function fillIn(
  checked: readonly Checked[],
  list: List,
  deps: SkipDependencies,
): Promise<readonly Checked[]> {
  const taken = new Set(checked.map(({ recipient }) => deps.hashAddress(recipient.email)));
  const filled: Checked[] = [];
  for (const it of checked) {
    const alternate = it.why && alternateOf(it.recipient, list, deps.hashAddress);
    const isFree = alternate !== undefined && !taken.has(deps.hashAddress(alternate.email));
    const [stands] = isFree ? await check([alternate], list.reportType, deps) : [];
    if (stands === undefined || stands.why !== undefined) {
      filled.push(it);
      continue;
    }
    taken.add(deps.hashAddress(stands.recipient.email));
    filled.push({ ...it, instead: stands.recipient });
  }
  return filled;
}

/** Of several roles with one mailbox the first on the list counts, whose name the preview shows. */
function alternateOf(
  { email }: Recipient,
  { settings: { people }, among }: List,
  hashAddress: HashAddress,
): Recipient | undefined {
  const hash = hashAddress(email);
  const named = among.flatMap((id) => people[id] ?? []);
  const person = named.find((it) => hashAddress(it.email) === hash);
  const alternate = people[person?.alternate ?? ""];
  return alternate && { name: alternate.name, email: alternate.email };
}

/** Nobody unsubscribes the mailbox that keeps the copies, but it may bounce like any other. */
async function checkAuditCopy(
  { auditCopy }: Envelope,
  { suppressions, hashAddress }: SkipDependencies,
): Promise<Checked | undefined> {
  if (auditCopy === undefined) return undefined;
  const [found] = await suppressions.find([hashesOf(auditCopy.email, hashAddress)]);
  if (found === undefined) return { recipient: auditCopy };
  return { recipient: auditCopy, why: { reason: found.reason, since: found.since } };
}

function nobodyLeft(reportType: string, checked: readonly Checked[]): NoAudienceError {
  const add = `Add people under "audiences: ${reportType}" in settings.yml`;
  if (checked.every(({ why }) => why?.reason === "unsubscribed")) {
    return new NoAudienceError(`Everybody in the audience of "${reportType}" has unsubscribed.`, {
      hint: `${add}.`,
    });
  }
  return new NoAudienceError(
    `Nobody in the audience of "${reportType}" can get it: each has unsubscribed, or mail to them bounced or was reported as spam.`,
    { hint: `${add}, or have an admin take an address off the list of suppressions.` },
  );
}
