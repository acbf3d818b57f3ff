import type { ApprovalPolicy } from "./approval-policy.ts";
import type { Artifact, Envelope, Recipient } from "./artifact.ts";
import { hashArtifact } from "./artifact-hash.ts";
import type { Dispatch, SummaryFigure } from "./dispatch.ts";

/** More than this is counted, not listed. */
const MOST_CHANGES = 12;

/** What was shown, or would be shown now. */
interface Version {
  readonly dispatch: Dispatch;
  /** Undefined if it cannot be read any more. */
  readonly artifact: Artifact | undefined;
}

/**
 * What differs between a preview and what it would be now, for people: one sentence each, without addresses.
 *
 * @returns At least one.
 */
export function describeArtifactChanges(
  before: Version,
  now: Version & { readonly artifact: Artifact },
): readonly string[] {
  const people = before.artifact
    ? envelopeChanges(before.artifact.envelope, now.artifact.envelope)
    : nameChanges(before.dispatch.recipientNames, now.dispatch.recipientNames);
  const mail = mailChanges(before, now);
  const rest =
    mail.length === 0 && isOtherMail(before.artifact, now.artifact)
      ? [
          "The mail's text, tables, charts or files are not the same, though no headline figure differs.",
        ]
      : [];
  const all = [...mail, ...people, ...rest];
  const more = all.length - MOST_CHANGES;
  if (all.length === 0) return ["The stored mail is not the one that was shown."];
  return more > 0 ? [...all.slice(0, MOST_CHANGES), `And ${more} more changes.`] : all;
}

function isOtherMail(before: Artifact | undefined, { mail, envelope }: Artifact): boolean {
  if (before === undefined) return false;
  return hashArtifact({ ...before, envelope }) !== hashArtifact({ mail, envelope });
}

function mailChanges(before: Version, now: Version & { readonly artifact: Artifact }): string[] {
  const [was, is] = [before.dispatch.summary, now.dispatch.summary];
  const subject = before.artifact?.mail.subject;
  return [
    ...figureChanges(was.figures, is.figures),
    ...(was.period === is.period ? [] : [`The period is ${is.period}; it was ${was.period}.`]),
    ...(was.headline === is.headline ? [] : [`The headline is "${is.headline}"`]),
    ...(subject === undefined || subject === now.artifact.mail.subject
      ? []
      : [`The subject is "${now.artifact.mail.subject}".`]),
    ...namedChanges(
      "Attachment",
      before.dispatch.mail.attachments.map(({ name }) => name),
      now.dispatch.mail.attachments.map(({ name }) => name),
    ),
    ...(before.artifact === undefined ? [] : replyToChanges(before.artifact, now.artifact)),
  ];
}

function figureChanges(before: readonly SummaryFigure[], now: readonly SummaryFigure[]): string[] {
  const labels = new Set([...before, ...now].map(({ label }) => label));
  const valueIn = (figures: readonly SummaryFigure[], wanted: string) =>
    figures.find(({ label }) => label === wanted)?.value;
  return [...labels].flatMap((label) => {
    const [was, is] = [valueIn(before, label), valueIn(now, label)];
    if (was === is) return [];
    if (was === undefined) return [`${label} is new: ${is}.`];
    return [
      is === undefined ? `${label} is gone; it was ${was}.` : `${label}: ${is}; it was ${was}.`,
    ];
  });
}

function replyToChanges({ mail: before }: Artifact, { mail: now }: Artifact): string[] {
  if (sameMailbox(before.replyTo, now.replyTo)) return [];
  return [`Answers go to ${now.replyTo?.name ?? "the sender"}.`];
}

function envelopeChanges(before: Envelope, now: Envelope): string[] {
  const was = new Map(before.recipients.map((it) => [it.email, it.name]));
  const is = new Map(now.recipients.map((it) => [it.email, it.name]));
  const added = now.recipients.filter(({ email }) => !was.has(email));
  const removed = before.recipients.filter(({ email }) => !is.has(email));
  const changes = [
    ...added.map((one) =>
      removed.some(({ name }) => name === one.name)
        ? `${one.name} has another address.`
        : `Recipient added: ${one.name}.`,
    ),
    ...removed
      .filter((one) => !added.some(({ name }) => name === one.name))
      .map(({ name }) => `Recipient removed: ${name}.`),
    ...[...is].flatMap(([email, name]) => {
      const old = was.get(email);
      return old === undefined || old === name ? [] : [`${old} is called ${name}.`];
    }),
    ...(before.mode === now.mode ? [] : [`Everybody gets ${MODE[now.mode]}.`]),
    ...(before.from === now.from ? [] : ["The sender's address is another."]),
    ...(sameMailbox(before.auditCopy, now.auditCopy) ? [] : ["The audit copy goes elsewhere."]),
  ];
  const isReordered = before.recipients.some(
    ({ email }, at) => email !== now.recipients[at]?.email,
  );
  return changes.length === 0 && isReordered ? ["The recipients stand in another order."] : changes;
}

const MODE = {
  private: "a mail of their own; it was one mail to all",
  shared: "the same mail and sees the others' addresses; it was a mail of their own",
} as const;

function nameChanges(before: readonly string[], now: readonly string[]): string[] {
  return namedChanges("Recipient", before, now);
}

function namedChanges(what: string, before: readonly string[], now: readonly string[]): string[] {
  return [
    ...now.filter((name) => !before.includes(name)).map((name) => `${what} added: ${name}.`),
    ...before.filter((name) => !now.includes(name)).map((name) => `${what} removed: ${name}.`),
  ];
}

function sameMailbox(one: Recipient | undefined, other: Recipient | undefined): boolean {
  return one?.name === other?.name && one?.email === other?.email;
}

/** What differs between the rules that a preview was shown under and those of now. Reminders bind nobody. */
export function describePolicyChanges(before: ApprovalPolicy, now: ApprovalPolicy): string[] {
  const approvers = now.approvers.join(", ");
  return [
    ...(before.approvers.join() === now.approvers.join()
      ? []
      : [`Who may approve is another: ${approvers}.`]),
    ...(before.approvals === now.approvals
      ? []
      : [`The approvals it takes: ${now.approvals}; it was ${before.approvals}.`]),
    ...(before.requesterMayApprove === now.requesterMayApprove
      ? []
      : [`Whoever asks for it ${now.requesterMayApprove ? "may" : "may not"} approve it now.`]),
    ...(before.expiresAfterMs === now.expiresAfterMs
      ? []
      : [
          `It expires after ${minutes(now.expiresAfterMs)}; it was ${minutes(before.expiresAfterMs)}.`,
        ]),
    ...(before.holdMs === now.holdMs
      ? []
      : [
          `It can be recalled for ${minutes(now.holdMs)} after the approval; it was ${minutes(before.holdMs)}.`,
        ]),
  ];
}

function minutes(milliseconds: number): string {
  const count = milliseconds / 60_000;
  return count % 60 === 0 && count > 0 ? `${count / 60} h` : `${count} min`;
}
