/** Something that a mail service took, and for how many. */
export interface Taken {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly recipients: number;
}

/** The most recipients in any span of this length, wherever it begins. */
export function mostWithin(spanMs: number, calls: readonly Taken[]): number {
  const from = (start: number) =>
    calls
      .filter(({ at }) => at >= start && at < start + spanMs)
      .reduce((total, { recipients }) => total + recipients, 0);
  return Math.max(0, ...calls.map(({ at }) => from(at)));
}
