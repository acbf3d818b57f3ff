import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Clock } from "../clock.ts";

/** Addresses at which whole reports are served for a while, and the way back from such an address. */
export interface ReportLinks {
  linkTo(dispatchId: string): string;
  /**
   * @param path The path of a request, without its query.
   * @returns The dispatch, and what stands behind it in the path; undefined if this bot did not make the address.
   */
  read(path: string): ReportPath | undefined;
}

export interface ReportPath {
  readonly dispatchId: string;
  /** Its time is over. */
  readonly expired: boolean;
  /** What of the report: empty for the page itself, `images/0` for its first picture. */
  readonly part: string;
}

const REPORTS_PATH = "/reports/";

/** Long enough for a report that waits over a weekend, too short to be found in an old mailbox. */
const VALID_MS = 7 * 24 * 3600_000;

/**
 * Whoever opens a report comes from Slack and has no credentials here, so the address is the credential: HMAC-SHA-256
 * over the dispatch's id and the time until which it works, under a key of its own (HKDF, RFC 5869).
 *
 * @param secret At least 32 bytes.
 * @param publicUrl e.g. `https://reports.example.com`.
 */
export function createReportLinks(
  secret: Uint8Array,
  publicUrl: string,
  clock: Pick<Clock, "now">,
): ReportLinks {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "exec-report full report v1", 32));
  const tokenOf = (dispatchId: string, until: string) => {
    const mac = createHmac("sha256", key).update(`${dispatchId}.${until}`).digest("base64url");
    return `${dispatchId}.${until}.${mac}`;
  };
  return {
    linkTo(dispatchId) {
      const until = Math.floor((clock.now().getTime() + VALID_MS) / 1000).toString(36);
      return `${publicUrl.replace(/\/+$/, "")}${REPORTS_PATH}${tokenOf(dispatchId, until)}/`;
    },
    read(path) {
      const [token = "", ...part] = path.slice(REPORTS_PATH.length).split("/");
      const [dispatchId = "", until = ""] = token.split(".");
      // Pictures are found beside the page only where the path ends in a slash.
      if (part.length === 0 || !isSame(token, tokenOf(dispatchId, until))) return undefined;
      const expired = Number.parseInt(until, 36) * 1000 <= clock.now().getTime();
      return { dispatchId, expired, part: part.join("/") };
    },
  };
}

/** Compares the whole text, so that there is exactly one spelling of an address; in a time that tells nothing. */
function isSame(given: string, made: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(made)];
  return one.length === other.length && timingSafeEqual(one, other);
}
