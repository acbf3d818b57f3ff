import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import type { Announcer } from "../dispatch/announcer-port.ts";
import type { Dispatch } from "../dispatch/dispatch.ts";
import type { Log } from "../log.ts";
import { explainSlackError, lossIn, type Patiently } from "./call-slack.ts";
import { buildDetails } from "./messages/details.ts";
import { buildNotice } from "./messages/notice.ts";
import { buildPreview, type SlackMessage } from "./messages/preview.ts";
import { isDirect } from "./messages/reminder.ts";
import { buildSummary } from "./messages/summary.ts";

export interface SlackAnnouncerOptions {
  readonly client: WebClient;
  readonly patiently: Patiently;
  /** How charts become something that messages can show; see `createPictures`. */
  readonly pictures: Announcer["publishChart"];
  /** Where a whole report can be read for a while; absent where nobody outside can reach the bot. */
  readonly reportLink?: (dispatchId: string) => string;
  readonly log: Log;
}

/** Shows dispatches in Slack. */
export function createSlackAnnouncer(options: SlackAnnouncerOptions): Announcer {
  const { client, patiently, pictures, reportLink, log } = options;
  const post = (channel: string, message: SlackMessage) =>
    patiently(() => client.chat.postMessage({ channel, ...message, unfurl_links: false }));
  return {
    publishChart: pictures,

    async postPreview(channel, dispatch, deliveries) {
      const posted = await withOrWithoutPicture(dispatch, log, (shown) =>
        post(channel, buildPreview(shown, deliveries, reportLink?.(shown.id))),
      );
      // Slack answers with the id of the channel, also where a name or a user was given.
      return { channel: posted.channel ?? channel, ts: posted.ts ?? "" };
    },

    async updatePreview({ channel, ts }, dispatch, deliveries) {
      await withOrWithoutPicture(dispatch, log, (shown) => {
        const message = buildPreview(shown, deliveries, reportLink?.(shown.id));
        return patiently(() => client.chat.update({ channel, ts, ...message }));
      });
    },

    async postSummary(channel, dispatch, deliveries) {
      const posted = await withOrWithoutPicture(dispatch, log, (shown) =>
        post(channel, buildSummary(shown, deliveries, reportLink?.(shown.id))),
      );
      return { channel: posted.channel ?? channel, ts: posted.ts ?? "" };
    },

    async updateSummary({ channel, ts }, dispatch, deliveries) {
      await withOrWithoutPicture(dispatch, log, (shown) => {
        const message = buildSummary(shown, deliveries, reportLink?.(shown.id));
        return patiently(() => client.chat.update({ channel, ts, ...message }));
      });
    },

    async postDetails({ channel, ts }, dispatch, deliveries) {
      const message = { channel, thread_ts: ts, ...buildDetails(dispatch, deliveries) };
      await patiently(() => client.chat.postMessage({ ...message, unfurl_links: false }));
    },

    async reply({ channel, ts }, text) {
      const message = { channel, thread_ts: ts, ...buildNotice(text), unfurl_links: false };
      await patiently(() => client.chat.postMessage(message));
    },

    async tell(userId, text) {
      await post(userId, buildNotice(text));
    },

    explain: explainSlackError,
    lossIn,
    isDirect,
  };
}

/**
 * Slack refuses a whole message with `invalid_blocks` if it cannot show its picture: a file that is gone or not
 * processed, an address it cannot fetch. Nothing was posted then, so it is said again with the values instead.
 */
async function withOrWithoutPicture<T>(
  dispatch: Dispatch,
  log: Log,
  show: (shown: Dispatch) => Promise<T>,
): Promise<T> {
  const { picture, ...withoutPicture } = dispatch;
  if (picture === undefined) return await show(dispatch);
  return await show(dispatch).catch((err: unknown) => {
    if (!(err instanceof WebAPIPlatformError) || err.data.error !== "invalid_blocks") throw err;
    log.warn({ err, dispatch: dispatch.id }, "Slack did not take the chart; showing its values");
    return show(withoutPicture);
  });
}
