import { createHmac } from "node:crypto";
import { domainToASCII } from "node:url";
import type { HashAddress } from "../dispatch/ports.ts";
import { keyIdOf } from "./key-id.ts";

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
 * @param key RECIPIENT_HASH_KEY, at least 32 bytes.
 * @param previous RECIPIENT_HASH_KEY_PREVIOUS: finds what was recorded under it.
 */
export function createRecipientHash(key: Uint8Array, previous?: Uint8Array): HashAddress {
  const keyId = keyIdOf(key).toString("hex");
  return Object.assign(hashUnder(key), { keyId, ...(previous && { former: hashUnder(previous) }) });
}

function hashUnder(key: Uint8Array) {
  return (email: string) => createHmac("sha256", key).update(normaliseAddress(email)).digest("hex");
}
