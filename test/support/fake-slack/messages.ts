/** The messages of a workspace, ephemeral ones included. */

import type { SlackMessage } from "./types.ts";

/** A message is known by its channel and `ts`. */
interface MessageKey {
  readonly channel: string;
  readonly ts: string;
}

/** All messages that somebody can see. */
export interface Messages {
  add(message: SlackMessage): SlackMessage;
  find(key: MessageKey): SlackMessage | undefined;
  /** Puts a changed message in the place of the old one. */
  replace(message: SlackMessage): void;
  remove(key: MessageKey): void;
  /** What everybody in a channel sees, oldest first. */
  inChannel(channel: string): readonly SlackMessage[];
  /** What only this person sees, oldest first. */
  onlyFor(user: string): readonly SlackMessage[];
  all(): readonly SlackMessage[];
}

/** An empty workspace; `changed` is called after every change. */
export function createMessages(changed: () => void): Messages {
  let messages: readonly SlackMessage[] = [];
  const set = (next: readonly SlackMessage[]) => {
    messages = next;
    changed();
  };
  return {
    add: (message) => {
      set([...messages, message]);
      return message;
    },
    find: (key) => messages.find((message) => isSame(message, key)),
    replace: (message) => set(messages.map((old) => (isSame(old, message) ? message : old))),
    remove: (key) => set(messages.filter((message) => !isSame(message, key))),
    inChannel: (channel) =>
      messages.filter((one) => one.channel === channel && one.ephemeralTo === undefined),
    onlyFor: (user) => messages.filter((one) => one.ephemeralTo === user),
    all: () => messages,
  };
}

function isSame(message: MessageKey, key: MessageKey): boolean {
  return message.channel === key.channel && message.ts === key.ts;
}
