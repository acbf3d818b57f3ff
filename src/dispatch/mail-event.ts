import type { DeliveryState } from "./delivery.ts";

/**
 * What a mail service can tell of a mail that it took:
 *
 * - `send`: it took the mail, and will try.
 * - `delivery`: the recipient's server took it.
 * - `delay`: not yet; it goes on trying.
 * - `soft_bounce`: it gave up for now, or an answering machine replied. A later mail may arrive.
 * - `hard_bounce`: the recipient's server refuses this address for good.
 * - `complaint`: somebody marked it as spam. `not_spam`: somebody took that back.
 * - `reject`, `rendering_failure`: it was taken, but never sent.
 */
export const MAIL_EVENT_KINDS = [
  "send",
  "delivery",
  "delay",
  "soft_bounce",
  "hard_bounce",
  "complaint",
  "not_spam",
  "reject",
  "rendering_failure",
] as const;
export type MailEventKind = (typeof MAIL_EVENT_KINDS)[number];

/** One thing the mail service tells. Such events come late, more than once, and in any order. */
export interface MailEvent {
  /** The same whenever this very event is told again. */
  readonly id: string;
  readonly kind: MailEventKind;
  /** When it happened, ISO 8601 in UTC. */
  readonly at: string;
  /** The mail service's id of the mail. */
  readonly messageId: string;
  /** What the mail was sent with. */
  readonly tags: { readonly dispatch: string; readonly delivery: string };
  /** Addresses it is about. In the clear: for hashing, never for the record or the log. */
  readonly recipients: readonly string[];
  /** Why, with addresses masked. */
  readonly reason?: string;
}

/** What an event says about its mail. */
export interface Standing {
  readonly state: DeliveryState;
  /** How much it counts. The event with the highest rank decides, in whatever order they come. */
  readonly rank: number;
}

/**
 * Events form a ladder; a delivery climbs it and never steps down, so that every order leads to the same end.
 *
 *     accepted < failed < soft bounce < delivered < hard bounce < complained
 *
 * Whoever complains has got it. A hard bounce may follow an acceptance by the first of several servers. A soft
 * bounce stands below `delivered`, because answering machines cause soft bounces of mails that have arrived
 * (https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html#bounce-types).
 *
 * @returns undefined for events that change nothing.
 */
export function standingOf(kind: MailEventKind): Standing | undefined {
  return STANDINGS[kind];
}

/** Whether it tells that a mail did not arrive, or was not wanted. */
export function isTrouble(kind: MailEventKind): boolean {
  const state = standingOf(kind)?.state;
  return state === "failed" || state === "bounced" || state === "complained";
}

const STANDINGS: Readonly<Partial<Record<MailEventKind, Standing>>> = {
  send: { state: "accepted", rank: 1 },
  reject: { state: "failed", rank: 2 },
  rendering_failure: { state: "failed", rank: 2 },
  soft_bounce: { state: "bounced", rank: 3 },
  delivery: { state: "delivered", rank: 4 },
  hard_bounce: { state: "bounced", rank: 5 },
  complaint: { state: "complained", rank: 6 },
};
