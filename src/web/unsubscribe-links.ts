import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Subscription } from "../dispatch/dispatch.ts";
import type { UnsubscribeLink } from "../dispatch/mail-ports.ts";

/** Addresses that end one subscription, and the way back from such an address. */
export interface UnsubscribeLinks {
  readonly linkTo: UnsubscribeLink;
  /**
   * @param token The last part of such an address.
   * @returns undefined if this bot did not make it.
   */
  read(token: string): Subscription | undefined;
}

const UNSUBSCRIBE_PATH = "/unsubscribe/";

/**
 * Links that anybody who has the mail can use, and nobody can make up: HMAC-SHA-256 over what they say, under a key
 * of their own (HKDF, RFC 5869). They name a recipient by hash, and do not expire: RFC 8058 wants them to work as
 * long as the mail is kept.
 *
 * @param secret At least 32 bytes.
 * @param publicUrl e.g. `https://reports.example.com`.
 */
export function createUnsubscribeLinks(secret: Uint8Array, publicUrl: string): UnsubscribeLinks {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "exec-report unsubscribe v1", 32));
  const sign = (text: string) => createHmac("sha256", key).update(text).digest();
  return {
    linkTo({ reportType, recipientHash }) {
      const text = `${reportType}.${recipientHash}`;
      const path = `${UNSUBSCRIBE_PATH}${text}.${sign(text).toString("base64url")}`;
      return `${publicUrl.replace(/\/+$/, "")}${path}`;
    },
    read(token) {
      const [reportType = "", recipientHash = "", given = "", ...rest] = token.split(".");
      const made = sign(`${reportType}.${recipientHash}`);
      const mac = Buffer.from(given, "base64url");
      if (rest.length > 0 || mac.length !== made.length || !timingSafeEqual(mac, made)) {
        return undefined;
      }
      return { reportType, recipientHash };
    },
  };
}
