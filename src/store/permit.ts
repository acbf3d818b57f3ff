import type { Clock } from "../clock.ts";
import type { Permit } from "../dispatch/mail-ports.ts";

export interface PermitsOptions {
  readonly clock: Clock;
  /**
   * Books another turn for so many recipients, not before a moment in milliseconds since the epoch.
   *
   * @returns When it is; undefined if others were faster. May throw.
   */
  readonly bookAgain: (recipients: number, from: number) => Promise<number | undefined>;
}

/** Leave for turns that are booked. */
export interface Permits {
  /** How long before its turn leave is to be given, in milliseconds. */
  leadMs(): number;
  /** @param at When it is the turn of so many recipients, in milliseconds since the epoch. */
  issue(at: number, recipients: number): Permit;
}

/** The lead as long as nothing is known, and at most, in milliseconds. */
const FIRST_LEAD_MS = 50;
const LONGEST_LEAD_MS = 2_000;
/** Of so many claims the longest is the lead. */
const CLAIMS = 20;

/**
 * What a call may be late, in milliseconds. With turns that are even, a second holds as many calls as this and a second
 * hold turns. At a share of 0.9 a second and a tenth hold no more than the whole rate: the rest of the tenth is for the way
 * to the mail service, which takes now longer and now shorter.
 */
const TOLERANCE_MS = 40;

/** For how long turns that were missed are taken again, in milliseconds: the claim's lease runs meanwhile. */
export const PATIENCE_MS = 30_000;

/**
 * Between leave and turn the claim is written. Leave is given as long before the turn as that took lately: not later, or
 * the call would be late; not sooner, as a claim that waits for its turn becomes uncertain if the process dies.
 */
export function createPermits({ clock, bookAgain }: PermitsOptions): Permits {
  const now = () => clock.now().getTime();
  let claims: readonly number[] = [];
  const leadMs = () =>
    claims.length === 0 ? FIRST_LEAD_MS : Math.min(LONGEST_LEAD_MS, Math.max(...claims));

  async function isInTime(at: number, stopping: AbortSignal): Promise<boolean> {
    const waitMs = Math.ceil(at - now());
    if (waitMs > 0) await clock.wait(waitMs, stopping);
    return now() - at <= TOLERANCE_MS;
  }

  async function takeTurn(
    first: number,
    recipients: number,
    stopping: AbortSignal,
  ): Promise<boolean> {
    const patientUntil = now() + PATIENCE_MS;
    let at: number | undefined = first;
    while (at === undefined || at <= patientUntil) {
      if (at !== undefined && (await isInTime(at, stopping))) return true;
      if (now() > patientUntil || stopping.aborted) return false;
      at = await bookAgain(recipients, now() + leadMs());
    }
    return false;
  }

  return {
    leadMs,
    issue(at, recipients) {
      const issuedAt = now();
      return {
        async takeTurn(stopping) {
          claims = [...claims.slice(1 - CLAIMS), now() - issuedAt];
          // A stop ends the wait, and whoever cannot book has no turn.
          return await takeTurn(at, recipients, stopping).catch(() => false);
        },
      };
    },
  };
}
