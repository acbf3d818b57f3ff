import { z } from "zod";
import type { MailEvent, MailEventKind } from "../dispatch/mail-event.ts";
import { maskAddresses } from "./mask.ts";

/** Longer diagnoses of mail servers are cut, in characters. */
const MOST_REASON = 300;

const recipient = z.object({
  emailAddress: z.string(),
  diagnosticCode: z.string().optional(),
});

/** What is read of SES's events (docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html). */
const sesEvent = z.object({
  eventType: z.string(),
  mail: z.object({
    timestamp: z.iso.datetime({ offset: true }),
    messageId: z.string(),
    destination: z.array(z.string()).default([]),
    tags: z.record(z.string(), z.array(z.string())).default({}),
  }),
  delivery: z
    .object({ timestamp: z.string().optional(), recipients: z.array(z.string()).default([]) })
    .optional(),
  bounce: z
    .object({
      timestamp: z.string().optional(),
      bounceType: z.string(),
      bounceSubType: z.string().default(""),
      bouncedRecipients: z.array(recipient).default([]),
    })
    .optional(),
  complaint: z
    .object({
      timestamp: z.string().optional(),
      complaintFeedbackType: z.string().nullish(),
      complaintSubType: z.string().nullish(),
      complainedRecipients: z.array(recipient).default([]),
    })
    .optional(),
  deliveryDelay: z
    .object({
      timestamp: z.string().optional(),
      delayType: z.string().default(""),
      delayedRecipients: z.array(recipient).default([]),
    })
    .optional(),
  reject: z.object({ reason: z.string() }).optional(),
  failure: z.object({ errorMessage: z.string() }).optional(),
});
type SesEvent = z.infer<typeof sesEvent>;

type Told = Pick<MailEvent, "kind"> & {
  readonly at?: string | undefined;
  readonly recipients?: readonly string[];
  readonly reason?: string;
};

/**
 * Reads one event of Amazon SES, as a configuration set publishes it.
 *
 * @param id Of the message that brought it.
 * @param text JSON, or whatever else somebody publishes there.
 * @returns undefined if it is no event about a mail of this product, or of a kind that nobody asked for.
 */
export function parseSesEvent(id: string, text: string): MailEvent | undefined {
  const parsed = sesEvent.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const { mail } = parsed.data;
  const [dispatch] = mail.tags["dispatch"] ?? [];
  const [delivery] = mail.tags["delivery"] ?? [];
  const told = READERS[parsed.data.eventType]?.(parsed.data);
  if (dispatch === undefined || delivery === undefined || told === undefined) return undefined;
  const { kind, recipients = mail.destination, reason } = told;
  return {
    id,
    kind,
    at: toUtc(told.at) ?? toUtc(mail.timestamp) ?? mail.timestamp,
    messageId: mail.messageId,
    tags: { dispatch, delivery },
    recipients,
    ...(reason !== undefined && { reason: tidy(reason) }),
  };
}

const READERS: Readonly<Record<string, (event: SesEvent) => Told | undefined>> = {
  Send: () => ({ kind: "send" }),
  Delivery: ({ delivery: it }) =>
    it && { kind: "delivery", at: it.timestamp, recipients: it.recipients },
  Bounce: readBounce,
  Complaint: readComplaint,
  DeliveryDelay: ({ deliveryDelay: it }) =>
    it && {
      kind: "delay",
      at: it.timestamp,
      recipients: it.delayedRecipients.map(({ emailAddress }) => emailAddress),
      reason: `Amazon SES goes on trying (${it.delayType}).`,
    },
  Reject: ({ reject }) =>
    reject && {
      kind: "reject",
      reason: `Amazon SES took the mail but did not send it: ${reject.reason}.`,
    },
  "Rendering Failure": readFailure,
  RenderingFailure: readFailure,
};

function readFailure({ failure }: SesEvent): Told | undefined {
  const reason = `Amazon SES could not make a mail of it: ${failure?.errorMessage}.`;
  return failure && { kind: "rendering_failure", reason };
}

/** What the commonest kinds of bounce mean (docs.aws.amazon.com/ses/latest/dg/notification-contents.html#bounce-types). */
const BOUNCES: Readonly<Record<string, string>> = {
  NoEmail: "There is no such address.",
  Suppressed: "Amazon SES does not send to this address, because mail to it bounced before.",
  OnAccountSuppressionList:
    "Amazon SES has the address on the account's suppression list; take it off there as well.",
  MailboxFull: "The mailbox is full.",
  MessageTooLarge: "The mail is too large for the recipient's server.",
  ContentRejected: "The recipient's server refuses what the mail contains.",
  AttachmentRejected: "The recipient's server refuses an attachment.",
};

function readBounce({ bounce }: SesEvent): Told | undefined {
  if (bounce === undefined) return undefined;
  const { bounceType, bounceSubType, bouncedRecipients, timestamp } = bounce;
  const isHard = bounceType === "Permanent";
  const meaning = isHard
    ? "The recipient's server refuses the address."
    : "The recipient's server did not take the mail this time.";
  const code = bouncedRecipients.find((it) => it.diagnosticCode !== undefined)?.diagnosticCode;
  const diagnosis = code === undefined ? "" : ` (${code})`;
  return {
    kind: isHard ? "hard_bounce" : "soft_bounce",
    at: timestamp,
    recipients: bouncedRecipients.map(({ emailAddress }) => emailAddress),
    reason: `${BOUNCES[bounceSubType] ?? meaning}${diagnosis}`,
  };
}

function readComplaint({ complaint }: SesEvent): Told | undefined {
  if (complaint === undefined) return undefined;
  const { complaintFeedbackType, complaintSubType, complainedRecipients, timestamp } = complaint;
  const kind: MailEventKind = complaintFeedbackType === "not-spam" ? "not_spam" : "complaint";
  const isOld = complaintSubType === "OnAccountSuppressionList";
  return {
    kind,
    at: timestamp,
    recipients: complainedRecipients.map(({ emailAddress }) => emailAddress),
    reason: isOld
      ? "Amazon SES does not send to this address, because it complained before."
      : "The recipient reported the mail as spam.",
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toUtc(time: string | undefined): string | undefined {
  const date = new Date(time ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** Of mail servers one learns in several lines, and with the address in it. */
function tidy(reason: string): string {
  const line = maskAddresses(reason).replace(/\s+/gu, " ");
  return line.length <= MOST_REASON ? line : `${line.slice(0, MOST_REASON - 1)}…`;
}
