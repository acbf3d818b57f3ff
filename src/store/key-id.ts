import { createHmac } from "node:crypto";

/** Bytes of a key's id: enough to tell the keys of one installation apart, far too few to learn one from. */
export const KEY_ID_BYTES = 4;

/**
 * Names a key without revealing it, so that what was made under it says which key it needs. Derived from the key
 * itself: nobody has to number keys, and nobody can number them wrongly.
 *
 * @returns {@link KEY_ID_BYTES} bytes of HMAC-SHA-256 under the key.
 */
export function keyIdOf(key: Uint8Array): Buffer {
  return createHmac("sha256", key).update("exec-report key id").digest().subarray(0, KEY_ID_BYTES);
}
