/** Misbehaviour on command: what the next calls of a method run into. */

/**
 * - `error`: `ok: false` with this code, nothing done.
 * - `rate_limited`: HTTP 429 with `Retry-After` in seconds, nothing done.
 * - `http`: an HTTP status that is not Slack's, nothing done.
 * - `cut`: the connection drops, nothing done.
 * - `cut_after`: done, but the connection drops before the answer.
 * - `hold`: no answer until `release()`; then the call goes on as usual.
 */
export type Behaviour =
  | { readonly kind: "error"; readonly error: string }
  | { readonly kind: "rate_limited"; readonly retryAfter: number }
  | { readonly kind: "http"; readonly status: number }
  | { readonly kind: "cut" }
  | { readonly kind: "cut_after" }
  | { readonly kind: "hold" };

/** Queues of behaviours by method, and the calls that are held. */
export interface Misbehaviour {
  add(method: string, behaviour: Behaviour, times: number): void;
  /** The next behaviour of a method; it is used up. */
  take(method: string): Behaviour | undefined;
  /** Resolves at the next `release()`. */
  held(): Promise<void>;
  release(): void;
}

/** Good behaviour, until told otherwise. */
export function createMisbehaviour(): Misbehaviour {
  const queues = new Map<string, Behaviour[]>();
  let waiting: (() => void)[] = [];
  return {
    add: (method, behaviour, times) => {
      const more = Array.from({ length: times }, () => behaviour);
      queues.set(method, [...(queues.get(method) ?? []), ...more]);
    },
    take: (method) => queues.get(method)?.shift(),
    held: () => new Promise((resolve) => waiting.push(resolve)),
    release: () => {
      const freed = waiting;
      waiting = [];
      for (const go of freed) go();
    },
  };
}
