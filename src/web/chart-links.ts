import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/** Addresses at which the charts of dispatches are served, and the way back from such an address. */
export interface ChartLinks {
  linkTo(dispatchId: string): string;
  /**
   * @param path The path of a request, without its query.
   * @returns The dispatch; undefined if this bot did not make the address.
   */
  read(path: string): string | undefined;
}

const CHARTS_PATH = "/charts/";

/**
 * Slack's servers fetch a picture without any credentials, so its address is the credential: HMAC-SHA-256 over the
 * dispatch's id, under a key of its own (HKDF, RFC 5869). It can be made again from the id, and nobody can make one up.
 *
 * @param secret At least 32 bytes.
 * @param publicUrl e.g. `https://reports.example.com`.
 */
export function createChartLinks(secret: Uint8Array, publicUrl: string): ChartLinks {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "exec-report chart v1", 32));
  const pathOf = (dispatchId: string) => {
    const mac = createHmac("sha256", key).update(dispatchId).digest("base64url");
    return `${CHARTS_PATH}${dispatchId}.${mac}.png`;
  };
  return {
    linkTo: (dispatchId) => `${publicUrl.replace(/\/+$/, "")}${pathOf(dispatchId)}`,
    read(path) {
      const dispatchId = path.slice(CHARTS_PATH.length).split(".")[0] ?? "";
      return isSame(path, pathOf(dispatchId)) ? dispatchId : undefined;
    },
  };
}

/** Compares the whole text, so that there is exactly one spelling of an address; in a time that tells nothing. */
function isSame(given: string, made: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(made)];
  return one.length === other.length && timingSafeEqual(one, other);
}
