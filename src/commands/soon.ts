import type { Clock } from "../clock.ts";

/** A form is opened, or drawn anew, without what takes longer to read than this; it follows. */
const PATIENCE_MS = 300;

/** What there is in a moment, or nothing. */
export async function soon<T>(
  work: Promise<T>,
  { clock }: { readonly clock: Clock },
): Promise<T | undefined> {
  const ended = new AbortController();
  // Whoever waits for it in the end hears of a failure.
  work.catch(() => undefined);
  const enough = clock.wait(PATIENCE_MS, ended.signal).then(
    () => undefined,
    () => undefined,
  );
  try {
    return await Promise.race([work, enough]);
  } finally {
    ended.abort();
  }
}
