/**
 * As many calls as a chunk has items at the same time, however many items there are: those that wait for one of a
 * client's connections would run into its timeout.
 *
 * @param size Items of a chunk, above 0.
 * @returns What each came to, in the order of the items.
 */
export async function mapInChunks<Item, Result>(
  items: readonly Item[],
  size: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += size) {
    results.push(...(await Promise.all(items.slice(from, from + size).map((it) => work(it)))));
  }
  return results;
}
