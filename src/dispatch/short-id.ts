/** Characters of the short form of an id. */
const SHORT_ID = 6;

/**
 * What people call a dispatch: the end of its ULID, which is random. The beginning is the time, and much the same for
 * all of a day.
 *
 * @example shortId("01K8XG0000AAAAAAAAAA7F3K2Q") // "7F3K2Q"
 */
export function shortId(dispatchId: string): string {
  return dispatchId.slice(-SHORT_ID);
}
