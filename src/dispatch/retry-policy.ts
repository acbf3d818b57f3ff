import type { RefusalKind } from "../errors.ts";

/** What to do after a refusal. */
export type NextStep =
  | { readonly do: "retry"; readonly afterMs: number }
  | { readonly do: "fail" }
  /** Nobody's mail would be taken now: wait until that has changed. Such a call does not count. */
  | { readonly do: "park"; readonly because: "quota" | "paused" }
  /** Nobody can know whether the mail was taken: sending again could send it twice. */
  | { readonly do: "doubt" };

/** Calls for one delivery, the first included. */
export const MAX_CALLS = 5;

const BASE_MS = 500;
const CAP_MS = 20_000;

/**
 * Decides by the kind of refusal alone. Waits grow exponentially with full jitter, so that many senders that
 * were refused together do not return together
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 *
 * @param kind Why the mail was not accepted.
 * @param calls How many calls that count were made for this delivery so far, at least 1.
 * @param random In [0, 1).
 */
export function nextStep(kind: RefusalKind, calls: number, random: number): NextStep {
  switch (kind) {
    case "unknown":
      return { do: "doubt" };
    case "permanent":
      return { do: "fail" };
    case "paused":
    case "quota":
      return { do: "park", because: kind };
    case "throttled":
    case "temporary":
      return calls >= MAX_CALLS
        ? { do: "fail" }
        : { do: "retry", afterMs: Math.round(random * Math.min(CAP_MS, BASE_MS * 2 ** calls)) };
  }
}
