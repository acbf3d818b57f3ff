import type { EnvelopeMode } from "../portfolio/portfolio.ts";

/** One address a dispatch goes to. */
export interface Recipient {
  /** Role, e.g. `Chief technology officer`. */
  readonly name: string;
  readonly email: string;
}

/** Everyone one dispatch goes to, decided when the preview is made. */
export interface Envelope {
  /** RFC 5322 mailbox, e.g. `Exec Report <reports@example.com>`. */
  readonly from: string;
  readonly recipients: readonly Recipient[];
  readonly mode: EnvelopeMode;
  /** Gets one copy of each dispatch. */
  readonly auditCopy?: Recipient;
}

/** The content of the mail: one rendering for all recipients. */
export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Pictures that the HTML shows, in their order. */
  readonly images: readonly InlineImage[];
  readonly attachments: readonly MailFile[];
  /** Where answers go; to the sender without it. */
  readonly replyTo?: Recipient;
}

/** A file that comes with a mail. */
export interface MailFile {
  readonly name: string;
  /** e.g. `application/pdf`. */
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** A picture inside the mail. */
export interface InlineImage extends MailFile {
  /** What the HTML calls it: `<img src="cid:…">`. */
  readonly cid: string;
  /** What it shows, in words. */
  readonly alt: string;
  /** `chart`: worked out from the report. `logo`: part of the look. */
  readonly role: "chart" | "logo";
}

/** The exact bytes that were shown for approval, and to whom they go. */
export interface Artifact {
  readonly mail: RenderedMail;
  readonly envelope: Envelope;
}
