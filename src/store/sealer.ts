import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { ArtifactCorruptError } from "../errors.ts";
import { KEY_ID_BYTES, keyIdOf } from "./key-id.ts";

/** Encrypts what must not stand in the table in the clear. */
export interface Sealer {
  /** @param context What the text belongs to; a sealed text opens only in the same context. */
  seal(text: string, context: string): Uint8Array;
  /** Throws `ArtifactCorruptError` if the bytes were changed, moved, or sealed under a key that is not at hand. */
  open(sealed: Uint8Array, context: string): string;
  /** Whether it was sealed under the key that seals now, not under the one before. */
  isCurrent(sealed: Uint8Array): boolean;
}

const ALGORITHM = "aes-256-gcm";
const VERSION = 2;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const IV_AT = 1 + KEY_ID_BYTES;
const TAG_AT = IV_AT + IV_BYTES;
const BODY_AT = TAG_AT + TAG_BYTES;

/**
 * AES-256-GCM with a random 96-bit nonce for each text (NIST SP 800-38D). Layout: version, id of the key, nonce, tag,
 * text; the first two are authenticated with the context.
 *
 * @param secret DATA_KEY, 32 bytes. The actual key is derived from it by HKDF (RFC 5869), so that it can serve another
 *   purpose one day without either learning the other's key.
 * @param previous DATA_KEY_PREVIOUS: opens what was sealed under it, and seals nothing.
 * @example createSealer(config.dataKey).seal("ann@example.com", dispatchId)
 */
export function createSealer(secret: Uint8Array, previous?: Uint8Array): Sealer {
  const current = deriveKey(secret);
  const keys = [current, ...(previous === undefined ? [] : [deriveKey(previous)])];
  return {
    seal(text, context) {
      const iv = randomBytes(IV_BYTES);
      const header = Buffer.concat([Buffer.of(VERSION), current.id]);
      const cipher = createCipheriv(ALGORITHM, current.key, iv).setAAD(bind(header, context));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([header, iv, cipher.getAuthTag(), body]);
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed);
      const key = keys.find((it) => isUnder(it, bytes));
      if (key === undefined) throw unreadable(describeKey(bytes));
      try {
        const decipher = createDecipheriv(ALGORITHM, key.key, bytes.subarray(IV_AT, TAG_AT))
          .setAAD(bind(bytes.subarray(0, IV_AT), context))
          .setAuthTag(bytes.subarray(TAG_AT, BODY_AT));
        return decipher.update(bytes.subarray(BODY_AT), undefined, "utf8") + decipher.final("utf8");
      } catch (cause) {
        throw unreadable("They are not what was put there", cause);
      }
    },
    isCurrent: (sealed) => isUnder(current, Buffer.from(sealed)),
  };
}

interface SealingKey {
  readonly id: Buffer;
  readonly key: Buffer;
}

function deriveKey(secret: Uint8Array): SealingKey {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "exec-report envelope v2", 32));
  return { id: keyIdOf(secret), key };
}

function isUnder({ id }: SealingKey, bytes: Buffer): boolean {
  return bytes[0] === VERSION && bytes.subarray(1, IV_AT).equals(id);
}

function bind(header: Buffer, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(context)]);
}

function describeKey(bytes: Buffer): string {
  const id = bytes.subarray(1, IV_AT).toString("hex");
  return `They were sealed under the key ${id}, which is neither DATA_KEY nor DATA_KEY_PREVIOUS`;
}

function unreadable(why: string, cause?: unknown): ArtifactCorruptError {
  return new ArtifactCorruptError(`The stored recipients cannot be read. ${why}.`, {
    hint: "Set DATA_KEY_PREVIOUS to the key of then, or ask for the report again.",
    cause,
  });
}
