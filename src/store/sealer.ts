import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { ArtifactCorruptError } from "../errors.ts";

/** Encrypts what must not stand in the table in the clear. */
export interface Sealer {
  /** @param context What the text belongs to; a sealed text opens only in the same context. */
  seal(text: string, context: string): Uint8Array;
  /** Throws `ArtifactCorruptError` if the bytes were changed, moved, or sealed under another key. */
  open(sealed: Uint8Array, context: string): string;
}

const ALGORITHM = "aes-256-gcm";
const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with a random 96-bit nonce for each text (NIST SP 800-38D). Layout: version, nonce, tag, text.
 *
 * @param secret Key material; the actual key is derived from it by HKDF (RFC 5869), so that one secret can
 *   serve this purpose and another without either learning the other's key.
 */
export function createSealer(secret: Uint8Array): Sealer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "exec-report envelope v1", 32));
  return {
    seal(text, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), body]);
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed);
      const tagAt = 1 + IV_BYTES;
      const bodyAt = tagAt + TAG_BYTES;
      try {
        const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(1, tagAt))
          .setAAD(Buffer.from(context))
          .setAuthTag(bytes.subarray(tagAt, bodyAt));
        return decipher.update(bytes.subarray(bodyAt), undefined, "utf8") + decipher.final("utf8");
      } catch (cause) {
        throw new ArtifactCorruptError("The stored recipients cannot be read.", {
          hint: "Is RECIPIENT_HASH_KEY still the one this report was drafted under? Ask for a new draft.",
          cause,
        });
      }
    },
  };
}
