import type { Parking } from "./dispatch.ts";
import type { Throttle } from "./mail-ports.ts";

/** One worker's leave to call the mail service. */
export interface Pass {
  /**
   * Waits for leave, unless there is some from before.
   *
   * @param recipients Of the call to come.
   * @returns Why there is none for now.
   */
  obtain(recipients: number, stopping: AbortSignal): Promise<Parking | undefined>;
  /** The call is about to be made. */
  spend(): void;
  /** Leave that nobody needs any more goes back into the day's quota. Does not throw. */
  giveBack(): Promise<void>;
}

/**
 * Leave that was not used, because another process had claimed the delivery first, serves the worker's next one:
 * several processes at the same dispatch would otherwise waste most of the rate on each other.
 *
 * @param throttle Absent for a mail service without limits.
 */
export function createPass(throttle: Throttle | undefined): Pass {
  let held = 0;
  return {
    async obtain(recipients, stopping) {
      if (throttle === undefined || held >= recipients) return undefined;
      const parking = await throttle.acquire(recipients, stopping);
      if (parking === undefined && !stopping.aborted) held = recipients;
      return parking;
    },
    spend() {
      held = 0;
    },
    async giveBack() {
      const unused = held;
      held = 0;
      // If it is lost, the next reading of the quota finds it.
      if (unused > 0) await throttle?.giveBack(unused).catch(() => undefined);
    },
  };
}
