import type { Parking } from "./dispatch.ts";
import type { Permit, Throttle } from "./mail-ports.ts";

/** One worker's leave to call the mail service. */
export interface Pass {
  /**
   * Waits for leave, unless there is some from before.
   *
   * @param recipients Of the call to come.
   * @returns Why there is none for now.
   */
  obtain(recipients: number, stopping: AbortSignal): Promise<Parking | undefined>;
  /**
   * Waits for the turn, see {@link Permit.takeTurn}; the call is about to be made.
   *
   * @returns Whether it may be; if not, leave has to be obtained again.
   */
  spend(stopping: AbortSignal): Promise<boolean>;
  /** Leave that nobody needs any more goes back into the day's quota. Does not throw. */
  giveBack(): Promise<void>;
}

interface Held {
  readonly permit: Permit;
  readonly recipients: number;
}

/**
 * Leave that was not used, because another process had claimed the delivery first, serves the worker's next one:
 * several processes at the same dispatch would otherwise waste most of the rate on each other.
 *
 * @param throttle Absent for a mail service without limits.
 */
export function createPass(throttle: Throttle | undefined): Pass {
  let held: Held | undefined;
  /** Recipients of the call to come. */
  let wanted = 0;

  // If it is lost, the next reading of the quota finds it.
  const giveBack = async (recipients: number) => {
    if (recipients > 0) await throttle?.giveBack(recipients).catch(() => undefined);
  };

  return {
    async obtain(recipients, stopping) {
      wanted = recipients;
      const tooFew = held;
      if (throttle === undefined || (tooFew?.recipients ?? 0) >= recipients) return undefined;
      const answer = await throttle.acquire(recipients, stopping);
      if (answer === undefined || "because" in answer) return answer;
      held = { permit: answer, recipients };
      await giveBack(tooFew?.recipients ?? 0);
      return undefined;
    },
    async spend(stopping) {
      const spent = held;
      held = undefined;
      if (spent === undefined) return true;
      const [isOurs] = await Promise.all([
        spent.permit.takeTurn(stopping),
        giveBack(spent.recipients - wanted),
      ]);
      if (!isOurs) await giveBack(wanted);
      return isOurs;
    },
    async giveBack() {
      const unused = held?.recipients ?? 0;
      held = undefined;
      await giveBack(unused);
    },
  };
}
