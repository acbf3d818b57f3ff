import type { WebClient } from "@slack/web-api";
import type { Reminder } from "../dispatch/ports.ts";
import type { Log } from "../log.ts";
import type { Patiently } from "./call-slack.ts";
import { buildReminder } from "./messages/reminder.ts";
import { channelLink } from "./text.ts";

export interface SlackReminderOptions {
  readonly client: WebClient;
  readonly patiently: Patiently;
  readonly log: Log;
}

/** Reminds in the preview's thread, and each approver in person. Somebody who cannot be reached stops nobody else. */
export function createSlackReminder({ client, patiently, log }: SlackReminderOptions): Reminder {
  return {
    async remind(dispatch, approvers) {
      const { preview } = dispatch;
      const attempt = async (post: () => Promise<unknown>) => {
        await patiently(post).catch((err: unknown) => {
          log.warn({ err, dispatch: dispatch.id }, "a reminder could not be posted");
        });
      };
      if (preview !== undefined) {
        const { channel, ts } = preview;
        const message = buildReminder(dispatch);
        await attempt(() => client.chat.postMessage({ channel, thread_ts: ts, ...message }));
      }
      const where = preview === undefined ? undefined : channelLink(preview.channel);
      for (const channel of approvers) {
        const message = buildReminder(dispatch, where);
        await attempt(() => client.chat.postMessage({ channel, ...message }));
      }
    },
  };
}
