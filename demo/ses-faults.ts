/** Misbehaviour on command: the queue of faults that the next calls run into. */

import { bareAddress } from "./ses-rules.ts";
import type { SesRefusal, SesRequest } from "./ses-wire.ts";

/**
 * How SES, or the way to it, can fail:
 *
 * - `throttle`, `daily_quota`, `reject`, `paused`: refusals as SES words them.
 * - `http`: an answer from something in between that is not SES.
 * - `cut_before`: the connection drops, the mail was not taken.
 * - `cut_after`: the mail was taken, the connection drops before the answer.
 * - `hold`: no answer until `release()`; then the call goes on as usual.
 */
export type SesFault = (
  | { readonly kind: "throttle" }
  | { readonly kind: "daily_quota" }
  | { readonly kind: "reject"; readonly message: string }
  | { readonly kind: "paused" }
  | { readonly kind: "http"; readonly status: number }
  | { readonly kind: "cut_before" }
  | { readonly kind: "cut_after" }
  | { readonly kind: "hold" }
) & {
  /** Only calls with this recipient. */
  readonly for?: string;
  /** Only this action; without it, the two that send. */
  readonly action?: string;
};

/** The queue and the calls that are held. */
export interface SesFaults {
  add(fault: SesFault, times: number): void;
  /** The first fault that fits this call; it is used up. */
  take(request: SesRequest): SesFault | undefined;
  /** Resolves at the next `release()`. */
  held(): Promise<void>;
  release(): void;
  clear(): void;
}

const SENDING = ["SendRawEmail", "SendEmail"];

/** An empty queue. */
export function createSesFaults(): SesFaults {
  let queue: SesFault[] = [];
  let waiting: (() => void)[] = [];
  return {
    add: (fault, times) => {
      queue.push(...Array.from({ length: times }, () => fault));
    },
    take: (request) => {
      const index = queue.findIndex((fault) => fits(fault, request));
      return index === -1 ? undefined : queue.splice(index, 1)[0];
    },
    held: () => new Promise((resolve) => waiting.push(resolve)),
    release: () => {
      const freed = waiting;
      waiting = [];
      for (const go of freed) go();
    },
    clear: () => {
      queue = [];
    },
  };
}

function fits(fault: SesFault, request: SesRequest): boolean {
  const actions = fault.action === undefined ? SENDING : [fault.action];
  if (!actions.includes(request.action)) return false;
  if (fault.for === undefined) return true;
  const wanted = bareAddress(fault.for);
  return request.destinations.some((one) => bareAddress(one) === wanted);
}

/** The refusal a fault stands for, if it is one. */
export function refusalOf(fault: SesFault): SesRefusal | undefined {
  switch (fault.kind) {
    case "throttle":
      return { status: 400, code: "Throttling", message: "Maximum sending rate exceeded." };
    case "daily_quota":
      return { status: 400, code: "Throttling", message: "Daily message quota exceeded." };
    case "reject":
      return { status: 400, code: "MessageRejected", message: fault.message };
    case "paused":
      return {
        status: 400,
        code: "AccountSendingPausedException",
        message: "Sending paused for this account.",
      };
    default:
      return undefined;
  }
}
