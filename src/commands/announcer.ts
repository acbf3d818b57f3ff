import type { WebClient } from "@slack/web-api";
import type { Clock } from "../clock.ts";
import type { Announcer } from "../dispatch/ports.ts";
import { explainSlackError, patiently } from "./call-slack.ts";
import { buildNotice } from "./messages/notice.ts";
import { buildPreview } from "./messages/preview.ts";
import { buildSummary } from "./messages/summary.ts";

/** Shows dispatches in Slack. */
export function createSlackAnnouncer(client: WebClient, clock: Clock): Announcer {
  return {
    async postPreview(channel, dispatch) {
      const message = buildPreview(dispatch, []);
      const posted = await patiently(clock, () =>
        client.chat.postMessage({ channel, ...message, unfurl_links: false }),
      );
      // Slack answers with the id of the channel, also where a name or a user was given.
      return { channel: posted.channel ?? channel, ts: posted.ts ?? "" };
    },

    async updatePreview({ channel, ts }, dispatch, deliveries) {
      const message = buildPreview(dispatch, deliveries);
      await patiently(clock, () => client.chat.update({ channel, ts, ...message }));
    },

    async postSummary(channel, dispatch, deliveries) {
      const message = buildSummary(dispatch, deliveries);
      await patiently(clock, () =>
        client.chat.postMessage({ channel, ...message, unfurl_links: false }),
      );
    },

    async tell(userId, text) {
      const message = buildNotice(text);
      await patiently(clock, () => client.chat.postMessage({ channel: userId, ...message }));
    },

    explain: explainSlackError,
  };
}
