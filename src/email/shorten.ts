/** A list cut to what a mail can carry. */
export interface Shortened<T> {
  readonly shown: readonly T[];
  /** e.g. `and 160 more rows`; empty if nothing was cut. */
  readonly more: string;
}

/**
 * Cuts a list and says how much was left out. One left over is shown rather than counted: the line that
 * says so would take its place.
 *
 * @param noun One of the things, e.g. `row`.
 */
export function shorten<T>(items: readonly T[], limit: number, noun: string): Shortened<T> {
  const left = items.length - limit;
  if (left <= 1) return { shown: items, more: "" };
  return { shown: items.slice(0, limit), more: `and ${left} more ${noun}s` };
}
