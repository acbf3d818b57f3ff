import type { WebClient } from "@slack/web-api";
import type { DigestPoster } from "../digest/ports.ts";
import { explainSlackError, lossIn, type Patiently } from "./call-slack.ts";
import { buildDigest } from "./messages/digest.ts";

/** Posts the digest in Slack. */
export function createDigestPoster({
  client,
  patiently,
}: {
  readonly client: WebClient;
  readonly patiently: Patiently;
}): DigestPoster {
  return {
    async post(channel, digest, remarks) {
      const message = { channel, ...buildDigest(digest, remarks), unfurl_links: false };
      const posted = await patiently(() => client.chat.postMessage(message));
      // Slack answers with the id of the channel, also where a user was given.
      return { channel: posted.channel ?? channel, ts: posted.ts ?? "" };
    },
    async update({ channel, ts }, digest, remarks) {
      const message = { channel, ts, ...buildDigest(digest, remarks) };
      try {
        await patiently(() => client.chat.update(message));
        return true;
      } catch (error) {
        if (lossIn(error) === undefined) throw error;
        return false;
      }
    },
    explain: explainSlackError,
  };
}
