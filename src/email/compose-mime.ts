import { createHash } from "node:crypto";
import { domainToASCII } from "node:url";
import addressparser from "nodemailer/lib/addressparser";
import MailComposer from "nodemailer/lib/mail-composer";
import type { Envelope, InlineImage, MailFile, RenderedMail } from "../dispatch/artifact.ts";
import { MOST_RECIPIENTS, type OutgoingMail, type Unsubscribe } from "../dispatch/mail-ports.ts";
import { cleanLine } from "./plain.ts";

/** Longest display name of a mailbox, in UTF-16 code units. */
const NAME_LIMIT = 100;
/** RFC 5321: 64 octets, an at sign, 255 octets. */
const ADDRESS_LIMIT = 320;
/** RFC 5322: a line has at most 998 octets; subjects are composed far shorter. */
const SUBJECT_LIMIT = 500;

/** One mailbox whose address is safe to put into a header and into the envelope. */
export interface Mailbox {
  readonly name: string;
  /** ASCII; an international domain is written in Punycode, as SES wants it. */
  readonly address: string;
}

/** An address that is not exactly one mailbox. The message does not repeat it. */
export class AddressError extends Error {}

/**
 * A message as the bytes that SES takes: text and HTML with its pictures as alternatives, files beside them.
 *
 * The same mail and date give the same bytes: message id and boundary derive from the content and the tags.
 * SES writes its own `Message-ID` and `Date` over these; other servers keep them. Headers cannot be
 * injected: names and subjects become one line, and an address has to be exactly one.
 *
 * @param date The `Date` header.
 * @throws AddressError if sender or a recipient is not one address.
 */
export async function composeMime(outgoing: OutgoingMail, date: Date): Promise<Buffer> {
  const from = parseMailbox(outgoing.from);
  const { subject, text, html, images, attachments, replyTo } = outgoing.mail;
  const answersTo = replyTo === undefined ? from : createMailbox(replyTo.name, replyTo.email);
  const id = digest([outgoing.tags.dispatch, outgoing.tags.delivery]);
  const files = [...images.map(toInlinePart), ...attachments.map(toAttachedPart)];
  return build({
    from: { ...from },
    to: outgoing.to.map(({ name, email }) => ({ ...createMailbox(name, email) })),
    ...(replyTo && { replyTo: { ...answersTo } }),
    subject: toHeaderText(subject, SUBJECT_LIMIT),
    date,
    messageId: `<${id}@${from.address.slice(from.address.lastIndexOf("@") + 1)}>`,
    text,
    html,
    attachments: files,
    // Keeps every line short and every character exact; 7bit would reflow long lines.
    encoding: "quoted-printable",
    newline: "win",
    // Nobody can write a body that contains its own hash.
    baseBoundary: digest([id, subject, text, html, ...files.map(({ content }) => sha256(content))]),
    headers: toHeaders(outgoing, answersTo),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** Longest token that a link for unsubscribing has, and more than any tag. */
const LONGEST_LINK = `https://${"x".repeat(500)}`;

/**
 * How large a mail is at most on its way, in bytes: encoded, to as many recipients as it has, with the longest
 * headers it can get.
 *
 * @throws AddressError if sender or a recipient is not one address.
 */
export async function measureMail(mail: RenderedMail, envelope: Envelope): Promise<number> {
  const { from, recipients, mode } = envelope;
  const to = mode === "shared" ? recipients.slice(0, MOST_RECIPIENTS) : recipients.slice(0, 1);
  const unsubscribe = { what: mail.subject, oneClick: LONGEST_LINK };
  const tags = { dispatch: "", delivery: "" };
  return (await composeMime({ from, to, mail, unsubscribe, tags }, new Date(0))).length;
}

function toInlinePart({ name, contentType, content, cid }: InlineImage) {
  return {
    ...toAttachedPart({ name, contentType, content }),
    cid,
    contentDisposition: "inline" as const,
  };
}

function toAttachedPart({ name, contentType, content }: MailFile) {
  return { filename: toFileName(name), contentType, content: Buffer.from(content) };
}

/** Without blanks: a header may be folded at one, and readers disagree about what is left of it inside quotes. */
function toFileName(name: string): string {
  return toHeaderText(name, NAME_LIMIT).replaceAll(" ", "-");
}

function toHeaders(outgoing: OutgoingMail, answersTo: Mailbox): Readonly<Record<string, string>> {
  const { mail, unsubscribe } = outgoing;
  const language = languageOf(mail.html);
  return {
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
    ...(language === undefined ? {} : { "Content-Language": language }),
    ...(unsubscribe === undefined ? {} : unsubscribeHeaders(unsubscribe, answersTo)),
  };
}

/** RFC 2369 names the ways off the list; RFC 8058 says that the first of them takes one click. */
function unsubscribeHeaders({ what, oneClick }: Unsubscribe, { address }: Mailbox) {
  const subject = encodeURIComponent(`Unsubscribe: ${toHeaderText(what, NAME_LIMIT)}`);
  const mailto = `<mailto:${address}?subject=${subject}>`;
  if (oneClick === undefined) return { "List-Unsubscribe": mailto };
  return {
    "List-Unsubscribe": `<${oneClick}>, ${mailto}`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

/**
 * Parses a mailbox as in a header, e.g. `Exec Report <reports@example.com>`.
 *
 * @throws AddressError unless it is exactly one.
 */
export function parseMailbox(text: string): Mailbox {
  const [first, ...rest] = addressparser(text, { flatten: true });
  if (first === undefined || rest.length > 0) throw new AddressError("This is not one mailbox.");
  return createMailbox(first.name, first.address);
}

/**
 * A mailbox from its parts.
 *
 * @throws AddressError if `email` is not one address that SES can take.
 */
export function createMailbox(name: string, email: string): Mailbox {
  const [, local = "", domain = ""] =
    /^([\w.!#$%&'*+/=?^`{|}~-]+)@([^\s@<>()[\],;:\\"]+)$/u.exec(email) ?? [];
  const ascii = domainToASCII(domain);
  const address = `${local}@${ascii}`;
  if (local === "" || ascii === "" || address.length > ADDRESS_LIMIT) {
    throw new AddressError("This is not one e-mail address in ASCII.");
  }
  return { name: toHeaderText(name, NAME_LIMIT), address };
}

/** One line in which nothing is taken for an encoded word (RFC 2047), which would be decoded after cleaning. */
function toHeaderText(text: string, limit: number): string {
  return cleanLine(text, limit).replaceAll("=?", "= ?");
}

function build(options: MailComposer.Options): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    new MailComposer(options).compile().build((error, message) => {
      if (error === null) resolve(message);
      else reject(error);
    });
  });
}

/** The language the approved HTML declares, which is the report's. */
function languageOf(html: string): string | undefined {
  return /<html lang="([A-Za-z0-9-]{2,35})"/u.exec(html)?.[1];
}

function digest(parts: readonly string[]): string {
  return sha256(JSON.stringify(parts)).slice(0, 32);
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
