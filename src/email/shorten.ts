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
 * @param where Where the rest is, e.g. `in the attached CSV`.
 */
export function shorten<T>(
  items: readonly T[],
  limit: number,
  noun: string,
  where = "",
): Shortened<T> {
  if (!isCut(items, limit)) return { shown: items, more: "" };
  const left = (items.length - limit).toLocaleString("en-US");
  return { shown: items.slice(0, limit), more: `and ${left} more ${noun}s ${where}`.trimEnd() };
}

/** Whether a list is too long to be shown in full. */
export function isCut(items: readonly unknown[], limit: number): boolean {
  return items.length - limit > 1;
}
