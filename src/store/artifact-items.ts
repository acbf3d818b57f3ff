import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import type { Artifact, Envelope, MailFile, RenderedMail } from "../dispatch/artifact.ts";
import { hashArtifact, hashMail } from "../dispatch/artifact-hash.ts";
import { ArtifactCorruptError } from "../errors.ts";
import { ENVELOPE_MODES } from "../portfolio/portfolio.ts";
import { artifactKey, envelopeKey, type Key } from "./keys.ts";
import type { Sealer } from "./sealer.ts";

/** DynamoDB takes 400 KB an item; this leaves room for the other attributes. */
const CHUNK_BYTES = 380_000;

const mailbox = z.object({ name: z.string(), email: z.string() });
/** JSON holds no bytes; the compression takes back what base64 adds. */
const bytes = z.base64().transform((text) => new Uint8Array(Buffer.from(text, "base64")));
const file = { name: z.string(), contentType: z.string(), content: bytes };
const image = z.object({
  ...file,
  cid: z.string(),
  alt: z.string(),
  role: z.enum(["chart", "logo"]),
});
const mail = z.object({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  images: z.array(image),
  attachments: z.array(z.object(file)),
});
const envelope = z.object({
  from: z.string(),
  recipients: z.array(mailbox),
  mode: z.enum(ENVELOPE_MODES),
  auditCopy: mailbox.exactOptional(),
});
/** All addresses: that of whoever reads the answers is one, though it is part of the mail. */
const addresses = envelope.extend({ replyTo: mailbox.exactOptional() });

type BytesItem = Key & { readonly body: Uint8Array };

/**
 * An artifact as items: the mail compressed and cut into chunks, the addresses sealed in an item of their own.
 * The expiry of the addresses can then be shorter than that of the mail.
 */
export function toArtifactItems(id: string, artifact: Artifact, sealer: Sealer): BytesItem[] {
  const { replyTo, ...rest } = artifact.mail;
  const packed = gzipSync(packMail(rest));
  const chunks: BytesItem[] = [];
  for (let from = 0; from < packed.length; from += CHUNK_BYTES) {
    const body = packed.subarray(from, from + CHUNK_BYTES);
    chunks.push({ ...artifactKey(id, chunks.length), body });
  }
  const sealed = sealer.seal(JSON.stringify({ ...artifact.envelope, replyTo }), id);
  return [...chunks, { ...envelopeKey(id), body: sealed }];
}

function packMail({ images, attachments, ...rest }: RenderedMail): string {
  const inBase64 = <File extends MailFile>(one: File) => ({
    ...one,
    content: Buffer.from(one.content).toString("base64"),
  });
  const packed = { ...rest, images: images.map(inBase64), attachments: attachments.map(inBase64) };
  return JSON.stringify(packed);
}

/**
 * @param chunks Bodies of the artifact's chunks in order.
 * @param sealed Body of the envelope.
 * @param hash The hash that was approved.
 * @throws ArtifactCorruptError if what comes out is not what was approved.
 */
export function fromArtifactItems(
  id: string,
  chunks: readonly Uint8Array[],
  sealed: Uint8Array,
  hash: string,
  sealer: Sealer,
): Artifact {
  const opened = sealer.open(sealed, id);
  const { envelope, replyTo } = parseAddresses(opened);
  const artifact = { mail: { ...parseMail(chunks), ...replyTo }, envelope };
  if (hashArtifact(artifact) !== hash) throw corrupt();
  return artifact;
}

/**
 * @returns The mail without the address its answers go to.
 * @throws ArtifactCorruptError
 */
export function parseMail(chunks: readonly Uint8Array[]): RenderedMail {
  try {
    return mail.parse(JSON.parse(gunzipSync(Buffer.concat(chunks)).toString("utf8")));
  } catch (cause) {
    throw corrupt(cause);
  }
}

/**
 * The mail without any address, once it has proved to be the one that was drafted.
 *
 * @param hash What {@link hashMail} gave for it then.
 * @throws ArtifactCorruptError
 */
export function fromMailChunks(chunks: readonly Uint8Array[], hash: unknown): RenderedMail {
  const parsed = parseMail(chunks);
  if (hashMail(parsed) !== hash) throw corrupt();
  return parsed;
}

/**
 * @returns The envelope, and what the mail lacks.
 * @throws ArtifactCorruptError
 */
export function parseAddresses(opened: string): {
  readonly envelope: Envelope;
  readonly replyTo: Pick<RenderedMail, "replyTo">;
} {
  try {
    const { replyTo, ...envelope } = addresses.parse(JSON.parse(opened));
    return { envelope, replyTo: replyTo === undefined ? {} : { replyTo } };
  } catch (cause) {
    throw corrupt(cause);
  }
}

export function corrupt(cause?: unknown): ArtifactCorruptError {
  return new ArtifactCorruptError("The stored mail is not the one that was approved.", {
    hint: "Ask for the report again.",
    cause,
  });
}
