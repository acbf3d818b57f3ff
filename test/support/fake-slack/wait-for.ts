/** Waiting for something to become true, woken by changes and never by the clock. */

import type { EventEmitter } from "node:events";

/** What to watch, and what to say when it never comes. */
export interface WaitOptions {
  /** Completes "Waited in vain for …", e.g. `the preview in #exec`. */
  readonly describe: string;
  /** Emitters of `change`. The condition is tried again after each. */
  readonly sources: readonly EventEmitter[];
  /** What there is instead, for the failure's message. */
  readonly dump: () => string;
  /**
   * Milliseconds. Default 60,000: a limit against hanging, not a measure of speed. The first report of a process loads
   * what draws and writes its files, which takes some 20 s where the machine has ten times more work than processors.
   */
  readonly timeoutMs?: number;
}

/** What a condition may give while it does not hold. */
export type NotYet = undefined | null | false;

/**
 * Resolves with the first value of the condition that is not `undefined`, `null` or `false`. A condition
 * that throws, such as an `expect`, does not hold yet; its last error is part of the failure.
 *
 * @throws Error with a dump of what there is, after `timeoutMs`
 */
export function waitFor<T>(
  condition: () => T | NotYet,
  options: WaitOptions,
): Promise<Exclude<T, NotYet>> {
  return new Promise((resolve, reject) => {
    let lastError: unknown;
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      for (const source of options.sources) source.off("change", attempt);
      settle();
    };
    const attempt = () => {
      try {
        const value = condition();
        if (holds(value)) finish(() => resolve(value));
      } catch (error) {
        lastError = error;
      }
    };
    const timer = setTimeout(() => {
      finish(() => reject(failure(options, lastError)));
    }, options.timeoutMs ?? 60_000);
    for (const source of options.sources) source.on("change", attempt);
    attempt();
  });
}

function holds<T>(value: T | NotYet): value is Exclude<T, NotYet> {
  return value !== undefined && value !== null && value !== false;
}

function failure({ describe, dump }: WaitOptions, cause: unknown): Error {
  const because = cause instanceof Error ? `\nLast error: ${cause.message}` : "";
  return new Error(`Waited in vain for ${describe}.${because}\nThere is:\n${dump()}`, { cause });
}
