import type { Clock } from "../clock.ts";

/** More keys than this are not remembered: the oldest go first. */
const MOST_KEYS = 2_000;

interface Remembered<T> {
  readonly answer: Promise<T>;
  /** Milliseconds since the epoch; while the question is under way there is no end. */
  until: number;
}

/**
 * Remembers answers for a short time. Whoever asks while the same question is under way gets the same answer.
 *
 * @param keepMs How long an answer is good for, in milliseconds.
 * @param ask Must not throw.
 */
export function createRecent<T>(
  clock: Pick<Clock, "now">,
  keepMs: (answer: T) => number,
  ask: (key: string) => Promise<T>,
): (key: string) => Promise<T> {
  const remembered = new Map<string, Remembered<T>>();
  return (key) => {
    const known = remembered.get(key);
    if (known !== undefined && known.until > clock.now().getTime()) return known.answer;
    remembered.delete(key);
    const fresh: Remembered<T> = { answer: ask(key), until: Number.POSITIVE_INFINITY };
    remembered.set(key, fresh);
    void fresh.answer.then((answer) => {
      fresh.until = clock.now().getTime() + keepMs(answer);
    });
    const oldest = remembered.size > MOST_KEYS ? remembered.keys().next() : undefined;
    if (oldest?.done === false) remembered.delete(oldest.value);
    return fresh.answer;
  };
}
