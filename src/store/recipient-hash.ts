import { createHmac } from "node:crypto";
import { domainToASCII } from "node:url";
import type { HashAddress } from "../dispatch/ports.ts";

/** Written beside each hash, so that a later key can be told from this one. */
export const HASH_KEY_VERSION = 1;

/**
 * One spelling for addresses that reach the same mailbox: trimmed, composed (NFC), lower case, domain in
 * ASCII. The local part is lowered too: servers that tell `Ann` from `ann` are not met in practice.
 */
export function normaliseAddress(email: string): string {
  const text = email.trim().normalize("NFC").toLowerCase();
  const at = text.lastIndexOf("@");
  const domain = text.slice(at + 1);
  return `${text.slice(0, at + 1)}${domainToASCII(domain) || domain}`;
}

/**
 * HMAC-SHA-256 of the normalised address. Keyed, because a plain hash of an address falls to guessing.
 *
 * @param key At least 32 bytes.
 */
export function createRecipientHash(key: Uint8Array): HashAddress {
  return (email) => createHmac("sha256", key).update(normaliseAddress(email)).digest("hex");
}
