import { type KeyObject, verify, X509Certificate } from "node:crypto";
import { type FetchText, snsUrl } from "./fetch-text.ts";
import { canonicalText, type SnsMessage } from "./message.ts";

/**
 * Whether SNS has signed a message.
 *
 * @throws if the certificate cannot be had now: then nobody can know.
 */
export type VerifySns = (message: SnsMessage) => Promise<boolean>;

const DIGESTS = { "1": "RSA-SHA1", "2": "RSA-SHA256" } as const;

/** SNS changes its certificate about once a year. */
const MOST_KEYS = 10;

/**
 * Verifies signatures against the certificate that the message names, which has to be one of SNS itself. Each is
 * fetched once.
 */
export function createVerifySns(fetchText: FetchText): VerifySns {
  const keys = new Map<string, Promise<KeyObject>>();
  const keyAt = (url: URL) => {
    const known = keys.get(url.href);
    if (known !== undefined) return known;
    if (keys.size >= MOST_KEYS) keys.clear();
    const key = fetchText(url).then((pem) => new X509Certificate(pem).publicKey);
    keys.set(url.href, key);
    // What could not be had is asked for again.
    key.catch(() => keys.delete(url.href));
    return key;
  };
  return async (message) => {
    const url = snsUrl(message.SigningCertURL);
    if (url === undefined || !url.pathname.endsWith(".pem")) return false;
    const key = await keyAt(url);
    const signature = Buffer.from(message.Signature, "base64");
    const text = Buffer.from(canonicalText(message), "utf8");
    return (
      key.asymmetricKeyType === "rsa" &&
      verify(DIGESTS[message.SignatureVersion], text, key, signature)
    );
  };
}
