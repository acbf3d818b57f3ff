import type { WebClient } from "@slack/web-api";
import type { Reminder } from "../dispatch/announcer-port.ts";
import type { Log } from "../log.ts";
import type { Patiently } from "./call-slack.ts";
import { buildPersonalReminder, buildReminder } from "./messages/reminder.ts";

export interface SlackReminderOptions {
  readonly client: WebClient;
  readonly patiently: Patiently;
  readonly log: Log;
}

/** Asks in the preview's thread, and each person by themselves. Somebody who cannot be reached stops nobody else. */
export function createSlackReminder({ client, patiently, log }: SlackReminderOptions): Reminder {
  return {
    async remind(dispatch, people, occasion) {
      const { preview } = dispatch;
      const attempt = async (post: () => Promise<unknown>) => {
        await patiently(post).catch((err: unknown) => {
          log.warn({ err, dispatch: dispatch.id }, "a reminder could not be posted");
        });
      };
      // Who sees the thread of a preview that others do not see knows that it waits.
      if (preview !== undefined && occasion !== "unseen") {
        const { channel, ts } = preview;
        const message = buildReminder(dispatch, occasion);
        await attempt(() => client.chat.postMessage({ channel, thread_ts: ts, ...message }));
      }
      for (const channel of people) {
        const message = buildPersonalReminder(dispatch, occasion);
        await attempt(() => client.chat.postMessage({ channel, ...message }));
      }
    },
  };
}
