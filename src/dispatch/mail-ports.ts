/** What the use cases need of rendering and of the mail service; `email` and `store` provide it. */

import type { Report } from "../reports/report.ts";
import type { Envelope, Recipient, RenderedMail } from "./artifact.ts";
import type { Parking, Subscription } from "./dispatch.ts";
import type { Presentation } from "./presentation.ts";

/** Turns a report into the content of a mail. Pure: the same report gives the same bytes. */
export type RenderMail = (report: Report, presentation: Presentation) => Promise<RenderedMail>;

/** How large a mail is on its way, in bytes: after encoding, with the longest headers it can get. */
export type MeasureMail = (mail: RenderedMail, envelope: Envelope) => Promise<number>;

/** One mail, to one recipient or to several that see each other. */
export interface OutgoingMail {
  readonly from: string;
  /** At least one, at most {@link MOST_RECIPIENTS}. */
  readonly to: readonly Recipient[];
  readonly mail: RenderedMail;
  /** How a recipient gets off the list by themselves. */
  readonly unsubscribe?: Unsubscribe;
  /** Come back with the mail service's events. No personal data. */
  readonly tags: { readonly dispatch: string; readonly delivery: string };
}

/** Ways off the list, for the headers of RFC 2369 and RFC 8058. */
export interface Unsubscribe {
  /** What the mail is about, for the subject of a mail to whoever reads the answers. */
  readonly what: string;
  /** Takes a POST without any further question; only for a mail with one recipient, whom it names. */
  readonly oneClick?: string;
}

/** The address at which somebody can stop getting one type of report. */
export type UnsubscribeLink = (subscription: Subscription) => string;

/** SES takes this many recipients in one call. */
export const MOST_RECIPIENTS = 50;

export interface Mailer {
  /**
   * Hands one mail to the mail service, once, without retrying.
   *
   * @returns The service's message id.
   * @throws MailRefusedError with the kind of refusal.
   */
  send(mail: OutgoingMail): Promise<string>;
}

/** What the mail service lets the account do, as of a moment. */
export interface AccountStanding {
  /** When it was asked. */
  readonly readAt: Date;
  /** e.g. `us-east-1`: what mends it has to be done there. */
  readonly region: string;
  /** The sender's bare address and its domain. */
  readonly address: string;
  readonly domain: string;
  /** What is verified: the address, its domain or one above it, the nearest of them. */
  readonly verifiedIdentity?: string;
  /** The domain whose keys would sign: the sender's, or one above it. */
  readonly signingDomain: string;
  /** Whether they do. */
  readonly signed: boolean;
  readonly sendingEnabled: boolean;
  readonly sandboxed: boolean;
  /** Recipients in 24 hours; undefined where there is no limit. */
  readonly perDay?: number;
  readonly sentToday: number;
  /** Recipients a second, above 0; undefined where the mail service does not say. */
  readonly perSecond?: number;
}

/** Recipients a second that any account may send to, and so the pace where the mail service does not say. */
export const LEAST_PER_SECOND = 1;

export interface MailAccount {
  /**
   * @param maxAgeMs An answer this old is good enough; minutes when absent.
   * @returns undefined if the mail service does not say.
   */
  read(maxAgeMs?: number): Promise<AccountStanding | undefined>;
}

/** Leave to hand some recipients over when it is their turn. */
export interface Permit {
  /**
   * Waits for the turn: what comes next is the call to the mail service. Call it with the claim on record, which is written
   * while the turn is still ahead. A turn that was missed all the same is taken again behind everybody else's, so
   * that those who are late do not go out together. Waits for little more than a minute, and does not throw.
   *
   * @param stopping Ends the wait early.
   * @returns Whether the turn has come. If not, the call must not be made: the wait was ended, or another turn is not to be
   *   had within half a minute.
   */
  takeTurn(stopping: AbortSignal): Promise<boolean>;
}

/** The rate and the day's quota, shared by all processes that send from one account. */
export interface Throttle {
  /**
   * Waits until so many recipients may be handed over in a moment. Call it before a claim: a lease must not run meanwhile.
   *
   * @param recipients Of one call to the mail service.
   * @param stopping Ends the wait early.
   * @returns Why nothing may be handed over for longer than a moment, if so; undefined if the wait was ended.
   */
  acquire(recipients: number, stopping: AbortSignal): Promise<Permit | Parking | undefined>;
  /** Recipients that were granted a moment ago and will not be handed over. */
  giveBack(recipients: number): Promise<void>;
  /** Why nothing may go out now, without taking anything. */
  standing(): Promise<Parking | undefined>;
  /**
   * The mail service takes nothing from anybody any more: all processes stop for a while, and longer each time that it
   * goes on refusing.
   */
  halt(because: Parking["because"], reason: string): Promise<Parking>;
  /** It takes mails again: the next halt is a short one. */
  endHalts(): Promise<void>;
  /** Recipients a second that may be handed over. */
  rate(): Promise<number>;
}
