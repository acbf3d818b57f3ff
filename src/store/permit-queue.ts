import type { Clock } from "../clock.ts";
import type { Parking } from "../dispatch/dispatch.ts";
import type { Permit } from "../dispatch/mail-ports.ts";
import type { Permits } from "./permit.ts";

/** When a batch of recipients has its turn. */
export interface Turn {
  /** Milliseconds since the epoch at which the first may be handed over. */
  readonly startsAt: number;
  /** Milliseconds from one recipient to the next. */
  readonly interval: number;
}

export interface PermitQueueOptions {
  readonly clock: Clock;
  /** Books a turn for so many recipients, or says why there is none. */
  readonly book: (recipients: number) => Promise<Turn | Parking>;
  /** Recipients that are booked together at most: one second's worth. */
  readonly batchSize: () => number;
  readonly permits: Permits;
}

interface Request {
  readonly recipients: number;
  readonly stopping: AbortSignal;
  readonly resolve: (answer: Permit | Parking | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Everybody in this process who waits for a turn. Who comes while a booking is being written is booked together
 * with the next one, so that a busy process costs the table a few writes a second, not one for each mail.
 */
export function createPermitQueue({ clock, book, batchSize, permits }: PermitQueueOptions) {
  const waiting: Request[] = [];
  let pumping = false;

  async function pump(): Promise<void> {
    if (pumping) return;
    pumping = true;
    let alone = false;
    while (waiting.length > 0) {
      const batch = takeBatch(waiting, alone ? 1 : batchSize());
      const outcome = await serve(batch);
      // A batch for which there is no room may have members for whom there is.
      alone = outcome === "parked" && batch.length > 1;
      if (alone) waiting.unshift(...batch);
    }
    pumping = false;
  }

  async function serve(batch: readonly Request[]): Promise<"served" | "parked"> {
    try {
      const turn = await book(batch.reduce((sum, { recipients }) => sum + recipients, 0));
      if (!("because" in turn)) {
        callInTurn(batch, turn);
        return "served";
      }
      if (batch.length === 1) for (const { resolve } of batch) resolve(turn);
      return "parked";
    } catch (error) {
      for (const { reject } of batch) reject(error);
      return "served";
    }
  }

  function callInTurn(batch: readonly Request[], { startsAt, interval }: Turn): void {
    let next = startsAt;
    for (const { recipients, stopping, resolve } of batch) {
      const at = next;
      const waitMs = Math.ceil(at - permits.leadMs() - clock.now().getTime());
      const lead = waitMs > 0 ? clock.wait(waitMs, stopping) : Promise.resolve();
      // A stop ends the wait.
      lead.then(
        () => resolve(permits.issue(at, recipients)),
        () => resolve(undefined),
      );
      next += interval * recipients;
    }
  }

  /** See `Throttle.acquire`. */
  return (recipients: number, stopping: AbortSignal): Promise<Permit | Parking | undefined> =>
    new Promise((resolve, reject) => {
      waiting.push({ recipients, stopping, resolve, reject });
      void pump();
    });
}

/** The first, and those behind it that fit. Who was stopped meanwhile takes nothing from the others. */
function takeBatch(waiting: Request[], most: number): Request[] {
  const batch: Request[] = [];
  let sum = 0;
  for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
    if (next.stopping.aborted) {
      next.resolve(undefined);
    } else if (batch.length === 0 || sum + next.recipients <= most) {
      batch.push(next);
      sum += next.recipients;
    } else break;
    waiting.shift();
  }
  return batch;
}
