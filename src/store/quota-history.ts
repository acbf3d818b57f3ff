/**
 * How much of a day's quota is left, by two counts that never agree: the mail service's, which knows who else sends
 * but lags behind, and ours, which knows what is under way.
 *
 *     granted ──────●───────────────────────●──────────►  grows with every recipient, never back
 *                 point                   reading
 *                   └ made and counted by then ┘ ≥ IN_FLIGHT_MS
 *
 * What the service counts at a reading contains everything that was granted up to a point well before it. What was
 * granted since may be in it or not, and is therefore counted again: some is counted twice for a few minutes, none
 * is forgotten.
 */

/** How far the count of grants had come at a moment. */
export interface HistoryPoint {
  /** Milliseconds since the epoch; everything that was granted had its turn by then. */
  readonly at: number;
  /** Recipients granted since the count began. */
  readonly granted: number;
}

/** A grant's call has ended by then: the claim, a turn that was missed and the call take less than three minutes. */
export const IN_FLIGHT_MS = 180_000;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * Up to which count grants may go on.
 *
 * @param readAt When the service was asked, milliseconds since the epoch.
 * @param left Recipients the service would still have taken then.
 */
export function ceilingOf(
  history: readonly HistoryPoint[],
  { readAt, left }: { readonly readAt: number; readonly left: number },
): number {
  const counted = history.findLast(({ at }) => at <= readAt - IN_FLIGHT_MS)?.granted ?? 0;
  return counted + Math.max(0, Math.floor(left));
}

/**
 * Adds a point. Of those that are too old for anything to be in flight one an hour stays for a day, and the newest of
 * them however old it is.
 */
export function withPoint(history: readonly HistoryPoint[], point: HistoryPoint): HistoryPoint[] {
  const all = [...history.filter(({ at }) => at < point.at), point];
  const settled = all.findLastIndex(({ at }) => at <= point.at - IN_FLIGHT_MS);
  return all.filter(({ at }, index) => {
    if (index >= settled) return true;
    const before = all[index - 1];
    const isFirstOfHour = before === undefined || hourOf(before.at) !== hourOf(at);
    return isFirstOfHour && at > point.at - DAY_MS - HOUR_MS;
  });
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS);
}

/**
 * When enough of our own recipients will be older than a day, so that the quota has room again.
 *
 * @param wanted Recipients that shall have room.
 * @param now Milliseconds since the epoch.
 * @returns Milliseconds since the epoch, rounded up to five minutes; undefined if it is others who used it up.
 */
export function freesAt(
  history: readonly HistoryPoint[],
  wanted: number,
  now: number,
): number | undefined {
  const gone = history.findLast(({ at }) => at <= now - DAY_MS)?.granted ?? 0;
  const last = history.find(({ granted }) => granted >= gone + wanted);
  if (last === undefined) return undefined;
  return Math.ceil((last.at + DAY_MS) / ROUND_MS) * ROUND_MS;
}

const ROUND_MS = 300_000;
