import type { Clock } from "../clock.ts";
import type { Permit } from "../dispatch/mail-ports.ts";

/**
 * How long before its turn a permit is given out, in milliseconds: time enough to write the claim, so that how long that
 * takes this time does not shift the call.
 */
export const LEAD_MS = 250;

/**
 * What a call may be late, in milliseconds. With turns that are even, a second holds as many calls as this and a second
 * hold turns: at a share of 0.9 no more than the whole rate.
 */
const TOLERANCE_MS = 100;

/** For how long turns that were missed are taken again, in milliseconds: the claim's lease runs meanwhile. */
const PATIENCE_MS = 10_000;

export interface PermitOptions {
  readonly clock: Clock;
  /** When it is their turn, in milliseconds since the epoch. */
  readonly at: number;
  /** Books another turn, {@link LEAD_MS} from now or later; undefined if others were faster. May throw. */
  readonly bookAgain: () => Promise<number | undefined>;
}

/** Leave for some recipients, as `Throttle` gives it. */
export function createPermit({ clock, at: first, bookAgain }: PermitOptions): Permit {
  const now = () => clock.now().getTime();

  async function isInTime(at: number): Promise<boolean> {
    const waitMs = Math.ceil(at - now());
    if (waitMs > 0) await clock.wait(waitMs);
    return now() - at <= TOLERANCE_MS;
  }

  return {
    async takeTurn() {
      const patientUntil = now() + PATIENCE_MS;
      let at: number | undefined = first;
      // Late is better than with a lease that has run out.
      while (at === undefined || at <= patientUntil) {
        if (at !== undefined && (await isInTime(at))) return;
        if (now() > patientUntil) return;
        at = await bookAgain().catch(() => Number.POSITIVE_INFINITY);
      }
    },
  };
}
