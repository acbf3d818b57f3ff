import type { WebClient } from "@slack/web-api";
import type { Announcer } from "../dispatch/ports.ts";
import { explainSlackError, type Patiently } from "./call-slack.ts";
import { buildNotice } from "./messages/notice.ts";
import { buildPreview, type SlackMessage } from "./messages/preview.ts";
import { buildSummary } from "./messages/summary.ts";

/** Shows dispatches in Slack. */
export function createSlackAnnouncer(client: WebClient, patiently: Patiently): Announcer {
  const post = (channel: string, message: SlackMessage) =>
    patiently(() => client.chat.postMessage({ channel, ...message, unfurl_links: false }));
  return {
    async postPreview(channel, dispatch, deliveries) {
      const posted = await post(channel, buildPreview(dispatch, deliveries));
      // Slack answers with the id of the channel, also where a name or a user was given.
      return { channel: posted.channel ?? channel, ts: posted.ts ?? "" };
    },

    async updatePreview({ channel, ts }, dispatch, deliveries) {
      const message = buildPreview(dispatch, deliveries);
      await patiently(() => client.chat.update({ channel, ts, ...message }));
    },

    async postSummary(channel, dispatch, deliveries) {
      await post(channel, buildSummary(dispatch, deliveries));
    },

    async tell(userId, text) {
      await post(userId, buildNotice(text));
    },

    explain: explainSlackError,
  };
}
